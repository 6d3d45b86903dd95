"""Characters that look like ASCII and are not: full-width digits, colons and spaces, typographic quotes."""

from __future__ import annotations

import unicodedata

QUOTES = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unwidened(text: str) -> str:
    """Return text with each such character replaced by the ASCII character that it looks like."""
    return "".join(_ascii(char) or char for char in text)


def wide_character(text: str) -> str:
    """Name the first such character and its place, "" when there is none."""
    for position, char in enumerate(text, 1):
        if _ascii(char):
            return f"full-width {char!r} (U+{ord(char):04X}) at character {position}"
    return ""


def forbidden_character(text: str) -> str:
    """Name the first control or bidirectional character of a label, "" when there is none."""
    for position, char in enumerate(text, 1):
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in BIDI:
            return f"character {position} is a control or direction character (U+{ord(char):04X})"
    return ""


def _ascii(char: str) -> str:
    """Return the ASCII character that a character looks like, "" when it is ASCII or like none."""
    if char.isascii():
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char).translate(QUOTES)
    return plain if plain.isascii() and len(plain) == 1 else ""
