"""Whether a "do not" is still one.

A computer cannot read twenty-six languages, but it can look for the words and endings by which
each of them says no. That finds a "do not" that has become a "do", which is the mistake that
harms. It has limits, and they are known:

- A "not" that moved to another part of its sentence is not noticed, nor one of two lost in one
  sentence.
- A language may say the same without a negation ("leave it alone" for "do not touch it"), or
  with one where English has none ("no longer red" for "the redness is gone"). Both
  are errors until somebody accepts them for the message.
- Where a language says no by an ending, a word that happens to end so counts as a negation.

The words below were chosen from grammars and from the catalogs themselves. No native reader has
checked them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from handouts.i18n.languages import Language

# Tags, placeholders, Arabic vowel points and joiners.
_LEFT_OUT = re.compile(r"<[^<>]*>|%\(\w+\)s|[\u064b-\u0652\u0670\u200d]")
_ENGLISH_NOT = re.compile(
    r"\b(?:not(?! sure\?)|never|no|nor|none|neither|without|cannot|nothing)\b|n['’]t\b"
)
_ENGLISH_STOP = re.compile(r"\b(?:stop|avoid|keep|only|alone|off|instead|unless)\b")
# English that other languages often put with a negation of their own.
_ENGLISH_NEAR_NOT = re.compile(
    r"\b(?:until|stops|ends?|away|out|loss|lost|weak|trouble|less|"
    r"rather|still|free|fades?|closed|differs?|even|rare|numb\w*|mild|plain|just|before|"
    r"blocks?|hard|hands?|sure|fine|keeps|shut|whether|if you may|if things|by|latest|within|un\w{4,}|in\w{4,}|dis\w{4,}|ir\w{4,})\b"
)
_SENTENCE_END = re.compile(r"(?:(?<=[.!?।۔؟።])|(?<=[.!?।][”»’\"]))\s+|(?<=[。！？])(?![”」]|$)")
# What a word is bounded by, beside the ends of the text.
_EDGE = r"\s.,;:!?¿¡()\[\]<>«»„“”\"'‘’/·…—–\-।۔،؛؟።፣፤፡、，。；：！？（）\u2066-\u2069"


# "Nor" says no where it begins a sentence; further on it only goes with a "not" before it.
_AT_START = r"(?:^|[.!?؟] )"


class Negation(Enum):
    """What became of a negation."""

    LOST = "lost"
    GAINED = "gained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a language says no.

    Attributes:
        words: Whole words; `*` stands for any letters, at either end.
        parts: A pattern looked for anywhere, where words are not set apart or grow endings.
        near: Whole words that say as much as a "do not", such as "avoid"; having one where
            English has none is no mistake.
        innocent: A pattern of what looks like a negation and is none.
    """

    words: str = ""
    parts: str = ""
    near: str = ""
    innocent: str = ""


_PERSIAN = Signs(
    words="نه مگر هرگز بدون بی بی* غیر* عدم نمی* نکن* نزن* نگیر* نگذار* ندهید ندهد نخور* نرو نروید "
    "نرود نشو* نشد* نباش* نکرد* ندار* نداشت* نباید نیست* نبود* نمال* نکش* نبرید نخار* نشوی* نریز* "
    "نرسید نرسد نرسیده نخواه* نتوان* نپوش* نچسب* نمان* نپاش* نچین* نتراش* نبند* نینداز* نیندازید نیاب* نیفت* "
    "نفشار* ننوش* نسوز* نساب* نداد* نپرس* نیا* نکاو* نکند نشکن* نبین* نده نگذر* نخوا* نرفته* نیافت* ن*ید",
    near="خودداری پرهیز اجتناب متوقف",
    innocent=r"بینی\w*|بیمار\w*|بین\b|بیش\w*|بیرون|بیدار\w*|بیست|نیاز\w*|نیاور|بیا\w*|بی\u200c(?:خطر|حس)[\w\u200c]*|نما(?:یید|یند)|نوش(?:ید|یدن)|نویسید|نگه\w*|نشان\w*|نزدیک\w*|نزد",
)

SIGNS = {
    "ar": Signs(
        words="لا فلا ألا بلا *بدون* لم ولم لن ولن ليس* وليس* دون بدون غير عدم وعدم بعدم لئلا كيلا إلا",
        parts=_AT_START + r"ولا\b",
        near="تجنب* وتجنب* امتنع* توقف* خال* *يزول* *يختفي*",
    ),
    "bn": Signs(
        words="না নয় নেই নি নন নাই নয়তো ছাড়া বিনা *হীন *বিহীন *েনি *য়নি *ইনি *ননি",
        near="*মুক্ত* এড়* বন্ধ থাম* বিরত",
    ),
    "es": Signs(
        words="no nunca jamás sin nada nadie tampoco salvo excepto ningún ninguna ninguno ningunos",
        parts=_AT_START + r"ni\b",
        near="evit* suspend*",
    ),
    "fa": _PERSIAN,
    "fil": Signs(
        words="hindi huwag wala walang di kailanman maliban",
        near="iwas* iwasan itigil tumigil tigil",
    ),
    "fr": Signs(
        words="ne n non pas jamais aucun aucune sans rien nulle nul sauf",
        # "Ne … pas" is one negation, not two.
        parts=_AT_START + r"ni\b|\bn(?:e |[’'])[^.!?]*?\b(?:pas|jamais|rien|aucune?)\b",
        near="évit* arrêt* cess* plus moins personne",
        innocent=r"\bsans (?:danger|cesse)\b",
    ),
    "gu": Signs(
        words="ન નહીં નહિ નહી નથી ના વગર* વિના નહોતું નહોતી નહોતો મત સિવાય",
        near="ટાળ* બંધ અટક* દૂર",
    ),
    "hi": Signs(
        words="न नहीं मत ना बिना बग़ैर बगैर ग़ैर* सिवाय",
        near="बच* परहेज़ परहेज बंद रोक* दूर",
    ),
    "it": Signs(
        words="non no mai senza nessun nessuna nessuno nulla niente neanche nemmeno salvo tranne",
        parts=_AT_START + r"né\b",
        near="evit* smett* sospend*",
    ),
    "ko": Signs(
        parts=r"않|(?<![가-힣])안 |못|없|지\s?마|지\s?말|말고|말아|아니|아닌|아닙|금지|마세요|마십시오|말 것|무향",
        near="피하* 중단* 멈추* 삼가*",
    ),
    "pa": Signs(
        words="ਨਾ ਨਹੀਂ ਨਹੀ ਬਿਨਾਂ ਬਿਨਾ ਬਗੈਰ ਮਤ ਨਾਹੀਂ ਬਗ਼ੈਰ",
        near="ਬਚ* ਪਰਹੇਜ਼ ਬੰਦ ਰੋਕ* ਦੂਰ",
    ),
    "pl": Signs(
        words="nie bez żadnych brak oprócz",
        near="unika* przesta*",
    ),
    "pt": Signs(
        words="não nunca jamais sem nada nenhum nenhuma ninguém tampouco salvo exceto",
        parts=_AT_START + r"nem\b",
        near="evit* pare suspend*",
    ),
    "ro": Signs(
        words="nu n fără niciun nicio",
        near="evit* opri* decât",
    ),
    "ru": Signs(
        words="не нет нельзя без кроме",
        near="избега* прекрат*",
    ),
    "so": Signs(
        words="ha haku haka hana ma aan aanay aanad aanu aanayn aysan aadan aanan uusan ayna inaan "
        "inaanay inaanad laan marna waligaa weligaa maya looma kuma uma lama malaha maaha",
        near="jooji* ka fogow* iska",
    ),
    "ta": Signs(
        words="வேண்டாம் *வேண்டாம் இல்லையா *ில்லையா இல்லை *இல்லை இல்லாத* இல்லாமல் *ில்லை *ில்லாத* *ில்லாமல் கூடாது *கூடாது "
        "அல்ல *ாதீர்கள் *ாதீர் *ாமல் *ாது *ாத *ாதவை *ாதபடி *ாவிட்டால் *ாவிடில் *ாதவர்* *ாதது *ாதே "
        "*ாதவாறு *ின்றி இன்றி *ாமலும் *ாமலே *ாதிருந்தால் *ாததால் *ாததாக *ாதிருங்கள் *ாதவற்றை *ாதவரை *ாதபோது "
        "*இல்லா* *ில்லா* *ாதபட்சத்தில் *ாதாலும் *ாதவர்கள்",
        near="தவிர்* தவிர நிறுத்* நீங்கு*",
        innocent="அல்லது|சாதாரண|போது",
    ),
    "ti": Signs(
        words="ኣይ* አይ* ኣየ* ብዘይ *ዘይ* ከይ* *ከይ* የለን የለ የብል* የብለን የብልን የብለይን ኣይፋል ፈጺም* ኣይኮነን "
        "*ዘየ* *ከየ* የለዎን የላን የለዋን",
        near="*ወግድ* *ቖጠብ* *ቋርጽ* *ቁርጽ* ደው",
        innocent="ኣየር|ዘይቲ|ዘይትታት|ቅብኣት",
    ),
    "tr": Signs(
        words="değil değildir hariç dışında yok yoktur asla *m[ae]y[ıi]n *m[ae]y[ıi]n[ıi]z *m[ae]z *m[ae]zs[ae]* "
        "*m[ae]d[ae]n *m[ae]dan *m[ae]yan* *m[ae]yen* *m[ae]y[ae]c* *m[ae]yebil* *m[ae]yabil* "
        "*m[ae]m[ıi]ş* *m[ae]m[ae]l[ıi]* *m[ıiuü]yor* *m[ae]d[ıi]* *s[ıiuü]z *s[ıiuü]zd[ıi]r *siz *m[ae]zsa "
        "*m[ae]d[ıi]k* *maks[ıi]z[ıi]n *meksizin *m[ae]y[ıi]p *m[ae]m[ae]k *mayınca *meyince *m[ae]m[ae]s[ıi]* "
        "*m[ae]zd[ıi]r *s[ıiuü]zl[ıiuü]k* hayır",
        near="kaçın* bırak* kes* durdur*",
        innocent=r"tamamen|temiz\w*|deniz\w*|siz\b|\w*(?:misiniz|mısınız|siniz|sınız|sunuz|sünüz)\b|medikal|maden\w*",
    ),
    "uk": Signs(
        words="не ні немає нема без неможна крім",
        near="уника* припин*",
    ),
    "ur": Signs(
        words="نہ نہیں مت بغیر بنا بلا نا ہرگز غیر* سوائے",
        near="پرہیز بچ* بند روک* دور",
    ),
    "vi": Signs(
        words="không đừng chớ chưa chẳng kẻo trừ",
        near="tránh hết ngừng ngưng dừng",
    ),
    "zh": Signs(
        parts="不|没|沒|勿|别|別|无|無|未|非|莫|禁止",
        near="*避免* *停止* *除非*",
        innocent="特别|特別|区别|區別|级别|級別|性别|性別|个别|個別|分别|分別|别人|別人|非常|未来|未來|不适|不適|不久|"
        "不同|不断|不斷|免疫|免费|免費|不良|无论|無論|不论|不論|非处方|非處方|差不多|不锈",
    ),
}


def negation(english: Sequence[str], text: str, language: Language) -> tuple[Negation, str] | None:
    """What became of a negation, and the English sentence it is about; None if all is well.

    Args:
        english: The English sentence, or both of a plural.
        text: The translation, in one form.
        language: One that has no signs above is not asked.
    """
    signs = _signs_of(language)
    if signs is None:
        return None
    wanted = _sentences_of(english[-1])
    text = signs.innocent.sub("", _plain(text)) if signs.innocent else _plain(text)
    found = [each for each in _SENTENCE_END.split(text) if each.strip()]
    if len(found) != len(wanted):
        times = min(sum(each.says_no for each in wanted), len(found))
        return _compared(_joined(wanted), text, signs, times=times)
    for sentence, translated in zip(wanted, found, strict=True):
        if result := _compared(sentence, translated, signs):
            return result
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _English:
    """An English sentence, whether it says no, says as much without, or comes near to it."""

    text: str
    says_no: bool
    says_stop: bool
    is_near: bool


def _compared(
    english: _English, text: str, signs: _Compiled, *, times: int = 1
) -> tuple[Negation, str] | None:
    """What became of the negation of a text that says no at least so many times."""
    found = sum(1 for _ in signs.no.finditer(text))
    if english.says_no and found < times:
        # "Do not stop" must not become "stop".
        says_stop = not english.says_stop and signs.near and signs.near.search(text)
        return None if says_stop else (Negation.LOST, english.text)
    if found and not (english.says_no or english.says_stop or english.is_near):
        return Negation.GAINED, english.text
    return None


@lru_cache(maxsize=4096)
def _sentences_of(english: str) -> tuple[_English, ...]:
    return tuple(
        _English(
            text=sentence,
            says_no=bool(_ENGLISH_NOT.search(sentence.lower())),
            says_stop=bool(_ENGLISH_STOP.search(sentence.lower())),
            is_near=bool(_ENGLISH_NEAR_NOT.search(sentence.lower())),
        )
        for sentence in _SENTENCE_END.split(_plain(english))
    )


def _joined(sentences: tuple[_English, ...]) -> _English:
    return _English(
        text=" ".join(each.text for each in sentences),
        says_no=any(each.says_no for each in sentences),
        says_stop=any(each.says_stop for each in sentences),
        is_near=any(each.is_near for each in sentences),
    )


def _plain(text: str) -> str:
    return _LEFT_OUT.sub("", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """The signs of a language as patterns."""

    no: re.Pattern[str]
    near: re.Pattern[str] | None
    innocent: re.Pattern[str] | None


@cache
def _signs_of(language: Language) -> _Compiled | None:
    main = language.tag.partition("-")[0]
    if main not in SIGNS:
        return None
    signs = SIGNS[main]
    no, near, innocent = (
        re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE) if pattern else None
        for pattern in (
            "|".join(filter(None, (signs.parts, _words(signs.words)))),
            _words(signs.near),
            signs.innocent,
        )
    )
    return _Compiled(no=no, near=near, innocent=innocent) if no else None


def _words(words: str) -> str:
    """A pattern of whole words."""
    listed = "|".join(word.replace("*", f"[^{_EDGE}]*") for word in words.split())
    return rf"(?<![^{_EDGE}])(?:{listed})(?![^{_EDGE}])" if words else ""
