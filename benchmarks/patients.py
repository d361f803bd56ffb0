"""Invented patients: the same for every contender and every run.

A name is two common given names and a letter in a language's own script, and "Sample" in that
script for the family: some 20,000 names, so that few come twice. Nobody is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from random import Random

ZONE = ZoneInfo("America/Toronto")
FIRST_DAY, DAYS = date(2025, 12, 1), 350
HOURS = (9, 17)

_GIVEN = {
    "en-CA": (
        "Ava", "Benjamin", "Charlotte", "Daniel", "Eleanor", "Frances", "Grace", "Henry", "Isabel",
        "Jack", "Katherine", "Liam", "Margaret", "Noah", "Olivia", "Peter", "Quinn", "Rachel",
        "Samuel", "Theodora", "Ursula", "Victor", "Wendy", "Xavier", "Yvonne", "Zachary", "Ann",
        "Bartholomew", "Christabel", "Ed",
    ),
    "ar": (
        "أحمد", "آمنة", "إبراهيم", "بشرى", "جميلة", "حسن", "خديجة", "رشيد", "زينب", "سلمى",
        "شادي", "صفاء", "طارق", "عائشة", "غادة", "فاطمة", "قاسم", "كريم", "ليلى", "مريم", "نور",
        "هدى", "وليد", "ياسمين", "ضحى", "ظافر", "ثريا", "ذكرى", "عبد الرحمن", "مي",
    ),
    "zh-Hans": (
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明",
        "超", "秀英", "霞", "平", "刚", "桂英", "文", "玉兰", "建华", "小红", "志强", "春梅", "海燕",
        "国庆", "雪",
    ),
    "ta": (
        "அருண்", "ஆனந்தி", "இளங்கோ", "ஈஸ்வரி", "உமா", "எழிலரசி", "கண்ணன்", "கோமதி", "சரவணன்",
        "செல்வி", "தமிழ்ச்செல்வன்", "திவ்யா", "நந்தினி", "பிரியா", "பொன்னி", "மணி", "மீனாட்சி",
        "முருகன்", "யாழினி", "ரவி", "லட்சுமி", "வள்ளி", "வேலு", "ஜெயா", "ஷாலினி", "ஹரி", "சிவா",
        "ரம்யா", "பாலு", "ஐஸ்வர்யா",
    ),
    "ru": (
        "Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Зоя", "Игорь", "Кира", "Лев",
        "Майя", "Никита", "Ольга", "Пётр", "Рита", "Семён", "Таисия", "Ульяна", "Фёдор", "Юлия",
    ),
    "hi": (
        "अमित", "आशा", "इंदु", "उषा", "कविता", "गीता", "चंदन", "जया", "दीपक", "नेहा", "प्रिया",
        "भरत", "मीना", "योगेश", "राधा", "लक्ष्मी", "विजय", "शांति", "सुनील", "हर्ष", "क्षमा",
    ),
    "ko": (
        "가영", "나래", "다은", "라온", "민준", "보람", "서연", "아름", "지훈", "채원", "태양", "하늘",
        "현우", "예린", "유진", "은별", "승호", "수빈", "준서", "도윤", "혜진",
    ),
}  # fmt: skip
_FAMILY = {
    "en-CA": "Sample",
    "ar": "النموذجي",
    "zh-Hans": "样",
    "ta": "மாதிரி",
    "ru": "Образец",
    "hi": "नमूना",
    "ko": "견본",
}
_LETTERS = {
    "en-CA": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ar": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "zh-Hans": "安博晨东恩峰光浩嘉凯兰美宁培琪瑞思婷薇欣雅泽",
    "ta": "அஆஇஈஉஎஏஐஒஓகசஜதநபமயரலவஷஸஹ",
    "ru": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "hi": "अआइईउऊएओकखगघचछजझटठडढतथदधनपफबभमयरलवशसह",
    "ko": "강고구권김나남노류문박배백서손송신심안양오우유윤이임장전정조차최하한허홍황",
}
_CLINICIANS = (
    "Amara Sample, RN", "Bo Sample, NP", "Chloé Sample, MD", "Dana Sample, RPN",
    "Emil Sample, RN", "Farah Sample, MD", "Gia Sample, NP", "Hugo Sample, RN",
    "Ines Sample, RPN", "Jan Sample, MD", "Kim Sample, RN", "Lea Sample, NP",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One visit that never was.

    Attributes:
        name: As it is printed.
        treated: A quarter of an hour between nine and five, in the clinic's time zone.
        clinician: One of twelve.
    """

    name: str
    treated: datetime
    clinician: str


def patients(
    language: str, *, seed: int = 1, foreign: bool = False, days: int = DAYS
) -> Iterator[Patient]:
    """Patients without end, the same for the same seed.

    Args:
        language: BCP 47 tag of the letter.
        seed: Another one, other patients.
        foreign: Names in scripts the letter is not written in.
        days: On which they are treated; 1 for the appointments of one day.
    """
    from random import Random  # a first letter has no need of it

    chance = Random(f"{language} {seed} {foreign}")  # noqa: S311  # patients, not secrets
    scripts = (
        [each for each in _GIVEN if each not in (language, "en-CA")] if foreign else [language]
    )
    while True:
        day = FIRST_DAY + timedelta(days=chance.randrange(days))
        moment = time(chance.randrange(*HOURS), chance.choice((0, 15, 30, 45)))
        yield Patient(
            name=_name(chance.choice(scripts), chance),
            treated=datetime.combine(day, moment, tzinfo=ZONE),
            clinician=chance.choice(_CLINICIANS),
        )


def _name(script: str, chance: Random) -> str:
    first, second = chance.choice(_GIVEN[script]), chance.choice(_GIVEN[script])
    letter, family = chance.choice(_LETTERS[script]), _FAMILY[script]
    if script in ("zh-Hans", "ko"):
        return f"{family}{letter}{first}{second}"
    if script == "ta":
        return f"{letter}. {first} {second} {family}"
    return f"{first} {letter}. {second} {family}"
