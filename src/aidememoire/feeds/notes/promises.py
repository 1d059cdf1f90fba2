"""Does a sentence seem to hold a promise? Turns of phrase in four languages, and what undoes them."""

from __future__ import annotations

import re
import unicodedata

from aidememoire.vocabulary.text import folded

# Searched in text without marks and case; apostrophes are straight.
_CUES: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:will|shall|promise[sd]?|agree[sd]? (?:to|that)|undert(?:ake|akes|ook) to|"
        r"commit(?:s|ted)?(?: (?:itself|themselves|himself|herself|ourselves))? to|pledge[sd]?|guarantee[sd]?|"
        r"assure[sd]? (?:us|them|me|the \w+) that|gave (?:his|her|their|its|us (?:his|her|their)) word|"
        r"(?:said|told|assured|confirmed)\b.{0,60}\bwould(?! (?:like|prefer|need|want|have|be (?:hard|difficult)))|"
        r"(?:is|are) (?:ready|prepared|going) to)\b"
    ),
    "fr": re.compile(
        r"(?:s'engage(?:nt)? a|s'est engagee? a|se sont engagee?s a|nous nous engageons a|nous engageons a|"
        r"s'engagera(?:it)? a|promet(?:tent|tons)?\b|\b(?:a|ont|avons|avait) promis|\bgaranti(?:t|ssent|ssons)\b|"
        r"\b(?:a|ont|avons) accepte d|\baccepte(?:nt)? d[e']|donne(?:nt)? (?:sa|leur) parole|"
        r"\b(?:l'|d'|un )engagement d|\bva(?:is|s)? \w+(?:er|ir|re)\b|"
        r"\b(?:vont|allons) \w+(?:er|ir|re)\b|\bassure(?:nt)? que)"
    ),
    "es": re.compile(
        r"(?:\bse compromet(?:e|en|io|ieron) a|\bnos compromet(?:emos|imos) a|\bse ha(?:n)? comprometido a|"
        r"\bpromet(?:e|en|io|ieron|emos|imos)\b|\bha(?:n)? prometido|\bgarantiza(?:n|mos)?\b|\bacepto\b|\baceptaron\b|"
        r"\bacord(?:o|aron|amos)\b|\basegur(?:o|aron) que|\bd(?:io|ieron) su palabra|"
        r"\b(?:dio|dieron|dan|da) garantias|\b(?:va|van|vamos) a \w+(?:ar|er|ir)\b|\bcompromiso de)"
    ),
    "ar": re.compile(
        r"(?<!\w)[وف]?(?:[يتن]?تعهد(?:ت|وا|نا|ون)?|وعد(?:ت|وا|نا)?|[ين]عد(?:ون)? (?:ب|ان)|"
        r"التزم(?:ت|وا|نا)?|[ين]لتزم(?:ون)?|سوف|وافق(?:ت|وا|نا)? علي|"
        r"[يتن]?ضمن(?:ت|وا|نا|ون)?|اعط(?:ي|ت|وا) كلمت\w*|اكد(?:ت|وا)? ان(?:ه|ها|هم)? س)(?!\w*ه\b\w)"
    ),
}
# The future itself, where a language has a form for it; here marks tell it from other forms.
_FUTURE: dict[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:\w{3,}(?:era|eront|erons|ira|iront|irons|dra|dront|drons|rra|rront|rrons)|sera|seront|fera|feront|ferons)\b"
    ),
    "es": re.compile(
        r"\b(?:\w{2,}(?:ará|arán|erá|erán|irá|irán|aremos|eremos|iremos|drá|drán|dremos)|hará|harán|haremos|dará|darán|daremos|será|serán)\b"
    ),
    "ar": re.compile(
        r"(?<!\w)[وف]?س[ينت](?!ار|اس|اق|ناء|طر|لان|اح|د(?:ه|ات|ي)?\b|ره\b|ف\b|وات|ه\b|ين\b|ون\b|تين|اتي)\w{2,}"
    ),
}
# What is asked, hoped, refused or denied is no promise.
_UNDONE = re.compile(
    r"[?؟]\s*$|\b(?:whether|wonder\w*|if (?:they|he|she|it|we|the \w+(?: \w+){0,2}) (?:will|agree)|"
    r"hope[sd]?|fear(?:s|ed)?|expect(?:s|ed)?|"
    r"(?:not|never|nobody|no one)(?: yet)? (?:promise|agree|commit|undertake|pledge|guarantee)\w*|"
    r"refuse[sd]? to|decline[sd]? to|would only|asked (?:us|them|him|her|the \w+) to)\b|"
    r"\bn'(?:a|ont|avons) pas |\bne s'(?:engage|est) pas|\brefus|\bespere|\bcrai(?:nt|gn)|\bdemande (?:si|que)|"
    r"\bno (?:se )?(?:compromet|promet|acept|acord|garantiz)|\bse neg|\bespera(?:n|mos)? que|\btem(?:e|en|emos) que|"
    r"\bpregunt|(?<!\w)(?:لم|لن نعد|رفض\w*|نامل|يامل|نخشي|يخشي|هل|سال\w*|طلب\w*|لا يتعهد\w*|لا يلتزم\w*)(?!\w)"
)
_US = re.compile(
    r"\b(?:we|our (?:team|office|side)|i) (?:will|shall|promise|agree|undert|commit|pledge|guarantee|also|have)|"
    r"\bnous (?:nous|avons|promett|accept|garanti|\w+rons\b)|\bnos compromet|\b\w+(?:aremos|eremos|iremos|dremos)\b|"
    r"\bnosotros\b|(?<!\w)[وف]?(?:نحن|سن\w{2,}|نتعهد|تعهدنا|وعدنا|التزمنا|نلتزم|وافقنا|نضمن)"
)


def cue_of(sentence: str) -> tuple[str, str] | None:
    """Return the words that make a sentence look like a promise, and their language; None where nothing does.

    >>> cue_of("The Council will open the gate."), cue_of("Will the Council open the gate?")
    (('will', 'en'), None)
    """
    plain = folded(sentence).replace("’", "'")
    if _UNDONE.search(plain):
        return None
    for language, cues in _CUES.items():
        if found := cues.search(plain):
            return found.group().strip(), language
    marked = unicodedata.normalize("NFC", sentence).casefold().replace("’", "'")
    for language, future in _FUTURE.items():
        if found := future.search(plain if language == "ar" else marked):
            return found.group().strip(), language
    return None


def speaks_of_us(sentence: str) -> bool:
    """Say whether it is the writer's own side that speaks in a sentence.

    >>> speaks_of_us("We will send the list."), speaks_of_us("They will send us the list.")
    (True, False)
    """
    return bool(_US.search(folded(sentence).replace("’", "'")))
