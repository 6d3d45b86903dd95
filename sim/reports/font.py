"""A font with Chinese letters, found by path: matplotlib's list misses what was installed a minute ago."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

INSTALLED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Micro Hei",
)
LATIN = "DejaVu Sans"  # comes with matplotlib


@dataclass(frozen=True)
class Font:
    """A font family, and whether it has Chinese letters."""

    family: str
    chinese: bool

    def drawable(self, text: str) -> str:
        """Return the text with `?` for every letter that the font lacks."""
        from matplotlib.font_manager import findfont, get_font

        font = get_font(findfont(self.family))
        return "".join(letter if font.get_char_index(ord(letter)) else "?" for letter in text)


@cache
def find_font() -> Font:
    """Return the first font with Chinese letters, or the Latin one when there is none."""
    from matplotlib.font_manager import FontProperties, fontManager

    package = find_spec("zhplot")
    if package is not None and package.origin is not None:
        path = Path(package.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
        if path.is_file():
            fontManager.addfont(path)
            return Font(FontProperties(fname=path).get_name(), chinese=True)
    known = {entry.name for entry in fontManager.ttflist}
    installed = next((name for name in INSTALLED if name in known), None)
    return Font(installed, chinese=True) if installed else Font(LATIN, chinese=False)
