"""Money: whole fen inside, decimal text with a unit outside, one rounding.

Text is `2万元`, `180 元/人月`, `0.5亿元/年`; what follows the slash must be the unit that the
field declares. An amount that is not exact to the fen is refused, never rounded.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

FEN_PER = {"分": 1, "元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
MONEY_TEXT = re.compile(r"^\s*(-?[0-9]+(?:\.[0-9]+)?)\s*(分|元|万元|亿元)(?:/(\S+))?\s*$", re.ASCII)
LARGEST_FEN = 10**16  # 100 trillion yuan: any sum of such amounts still fits int64


class NotMoney(ValueError):
    """The text is not an amount of money; the message says why and what to write."""


def read_money(text: str, per: str = "") -> int:
    """Return whole fen for decimal text with a unit; `per` is what must follow the slash ("人月", "年", "")."""
    match = MONEY_TEXT.match(text)
    if match is None:
        wanted = f"180 元/{per}" if per else "2万元"
        raise NotMoney(f"not an amount with a unit (分, 元, 万元 or 亿元); write for example {wanted!r}")
    number, unit, said_per = match[1], match[2], match[3] or ""
    if said_per != per:
        raise NotMoney(f"the unit is 元{'/' + per if per else ''}, not {unit}{'/' + said_per if said_per else ''}")
    every_digit = Context(prec=len(number) + len(str(FEN_PER[unit])))  # 28 digits, the usual, would round
    fen = every_digit.multiply(Decimal(number), FEN_PER[unit])
    if fen != fen.to_integral_value():
        raise NotMoney("not exact to the fen")
    if abs(fen) > LARGEST_FEN:
        raise NotMoney("beyond any budget of this model")
    return int(fen)


def write_money(fen: int, per: str = "") -> str:
    """Return an amount as text in yuan, in the form that `read_money` reads."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    yuan, rest = divmod(fen, 100)
    decimals = "" if rest == 0 else f".{rest:02d}"
    return f"{sign}{yuan}{decimals} 元{'/' + per if per else ''}"


def to_fen(amounts: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Round amounts in fen (float64) half up to whole fen: the one rounding of the model."""
    return np.floor(amounts + 0.5).astype(np.int64)


def split_exactly(total: int, weights: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Split a whole number by whole-number weights: largest remainder first, then the lower row.

    `weights` (n,) are not negative and not all zero; the parts (n,) add up to `total` exactly.
    """
    whole = weights.astype(object)  # Python integers: no product overflows
    scale = whole.sum()
    if scale <= 0 or weights.min() < 0:
        raise ValueError("weights must not be negative and must not all be zero")
    parts, remainders = total * whole // scale, total * whole % scale
    by_remainder = sorted(range(weights.size), key=lambda row: (-remainders[row], row))
    parts[by_remainder[: total - parts.sum()]] += 1
    return np.asarray(parts, np.int64)
