"""How each language says no: the words and endings `negation` looks for.

Chosen from grammars and from the catalogs themselves. No native reader has checked them. A
language without an entry is not asked.
"""

from __future__ import annotations

from handouts.values import dataclass

# "Nor" says no where it begins a sentence; further on it only goes with a "not" before it.
_AT_START = r"(?:^|[.!?؟] )"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a language says no.

    Attributes:
        words: Whole words in small letters; `*` stands for any letters, and
            `[ae]` for one of these.
        parts: A pattern looked for anywhere, where words are not set apart, or where several
            make one negation.
        near: Whole words that say as much as a "do not", such as "avoid"; having one where
            English has none is no mistake.
        but: Whole words that look like a negation and are none.
        innocent: A pattern of what looks like a negation and is none, where words are not set
            apart, or where several make one meaning.
    """

    words: str = ""
    parts: str = ""
    near: str = ""
    but: str = ""
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
        parts=_AT_START + r"(?:nigdy|pod żadnym pozorem)\b",
        near="unika* przesta*",
    ),
    "pt": Signs(
        words="não nunca jamais sem nada nenhum nenhuma ninguém tampouco salvo exceto",
        parts=_AT_START + r"nem\b",
        near="evit* pare suspend*",
    ),
    "ro": Signs(
        words="nu n fără niciun nicio",
        parts=_AT_START + r"(?:niciodată|în niciun caz)\b",
        near="evit* opri* decât",
    ),
    "ru": Signs(
        words="не нет нельзя без кроме",
        parts=_AT_START + r"(?:никогда|ни в коем случае)\b",
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
        but="tamamen temiz* deniz* siz *misiniz *mısınız *siniz *sınız *sunuz *sünüz medikal maden* egzersiz*",
    ),
    "uk": Signs(
        words="не ні немає нема без неможна крім",
        parts=_AT_START + r"(?:ніколи|у жодному разі|в жодному разі)\b",
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
