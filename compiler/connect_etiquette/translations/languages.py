"""Languages: which names a browser knows one by, and which forms a counting word has in it."""

from __future__ import annotations

import re

ENGLISH = "en"
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of Unicode's CLDR."""
_ONE_FEW = frozenset({"one", "few", "other"})
_ONE_MANY = frozenset({"one", "few", "many"})
_ONE = frozenset({"one", "other"})
_FORMS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("ja", "zh", "ko", "vi", "th", "id", "ms"), frozenset({"other"})),
    **dict.fromkeys(("de", "es", "fr", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "et", "hu"), _ONE),
    **dict.fromkeys(("el", "bg", "tr", "ca", "eu", "gl", "hi", "bn", "fa", "ur", "sw"), _ONE),
    **dict.fromkeys(("pl", "ru", "uk", "be"), _ONE_MANY),
    **dict.fromkeys(("cs", "sk", "ro", "hr", "sr", "bs", "lt"), _ONE_FEW),
    "sl": _ONE_FEW | {"two"},
    "lv": _ONE | {"zero"},
    "he": _ONE | {"two"},
    "ar": frozenset(PLURALS),
}
"""The plural categories that whole numbers below a million take, by language, from CLDR's cardinal rules. Fractions and
millions may take “other” and “many” as well."""

_CODES = """
    aa ab af ak am an ar as ast av ay az ba be bg bm bn bo br bs ca ce ckb co cs cv cy da de dv dz ee el en eo es
    et eu fa ff fi fil fj fo fr fy ga gd gl gn gu gv ha haw he hi hr hsb ht hu hy ia id ig ii is it iu ja jv ka kab
    kg ki kk kl km kn ko kok ks ku kw ky la lb lg ln lo lt lv mg mi mk ml mn mr ms mt my nb nd ne nl nn no nso nv
    oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tn to tr ts tt tw ug uk ur uz ve vi wo xh yi yo yue za zh zu
"""
_SPOKEN = frozenset(_CODES.split())
"""The languages that browsers ask for: ISO 639's short codes, and those longer ones that no short one stands for."""
_NAMES = {
    **{"arabic": "ar", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs"},
    **{"danish": "da", "dutch": "nl", "estonian": "et", "finnish": "fi", "french": "fr", "german": "de"},
    **{"greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it"},
    **{"japanese": "ja", "korean": "ko", "latvian": "lv", "lithuanian": "lt", "norwegian": "nb", "persian": "fa"},
    **{"polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk"},
    **{"slovene": "sl", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk"},
    **{"vietnamese": "vi", "deutsch": "de", "francais": "fr", "espanol": "es", "italiano": "it", "polski": "pl"},
    **{
        "ger": "de",
        "fre": "fr",
        "fra": "fr",
        "deu": "de",
        "spa": "es",
        "ita": "it",
        "pol": "pl",
        "cz": "cs",
        "jp": "ja",
    },
}
"""What people call a file of translations, and the code that is meant."""


def not_a_language(name: str) -> str:
    """What to call a file of translations that is called `name`; empty if browsers ask for a language by that name."""
    base, _, region = name.partition("-")
    if name == ENGLISH:
        return "English stands in the rules themselves."
    if base in _SPOKEN and (not region or re.fullmatch("[A-Z]{2}|[A-Z][a-z]{3}(-[A-Z]{2})?", region)):
        return ""
    if base.lower() in _SPOKEN and region:
        subtag = region.upper() if len(region) == 2 else region.title()
        return f"Call it {base.lower()}-{subtag}, as browsers do; or {base.lower()}, for all who speak it."
    if code := _NAMES.get(name.lower()) or (name.lower() if name.lower() in _SPOKEN else ""):
        return f"Call it {code}, as browsers do."
    return "Call it by the language's code, such as de or pt-BR."


def forms(language: str) -> frozenset[str] | None:
    """The plural categories that `language` may need; None where that is not known here."""
    base = language.partition("-")[0]
    return _FORMS[base] | {"other", "many"} if base in _FORMS else None


def forms_due(language: str) -> frozenset[str]:
    """The plural categories that `language` has to have: those of whole numbers below a million."""
    return _FORMS.get(language.partition("-")[0], _ONE)
