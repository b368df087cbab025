"""From what shops write to comparable parts: words, model codes, numbers, prices."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[a-z0-9]+(?:[.][0-9]+)?")
# A model code may be written with inner dashes, slashes or dots: PS-LX350H, ezxs88w/b.
CODE = re.compile(r"[a-z0-9]+(?:[-/.][a-z0-9]+)*")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
MIN_CODE_LENGTH = 4


@dataclass(frozen=True)
class Product:
    """One side of a pair, ready to compare."""

    texts: tuple[str, ...]  # one per text column, normalised
    whole: str  # all text columns together
    words: frozenset[str]
    codes: frozenset[str]
    numbers: frozenset[str]
    squeezed: str  # the whole text without anything but letters and digits
    price: float  # NaN when unknown


class InvalidRow(ValueError):
    """A row that cannot be compared: which one, which column, and why."""

    def __init__(self, index: int, column: str, reason: str):
        super().__init__(f'Row {index}: "{column}" {reason}.')
        self.index, self.column = index, column


def products(rows: Sequence[Mapping], side: str, columns: Sequence[str], price: str | None) -> list[Product]:
    """The products of one side ("left" or "right"). Raises InvalidRow when a row has no text at all."""
    return [product(row, index, side, columns, price) for index, row in enumerate(rows)]


def product(row: Mapping, index: int, side: str, columns: Sequence[str], price: str | None) -> Product:
    texts = tuple(normalised(text_of(row, index, f"{side}_{column}")) for column in columns)
    whole = " ".join(text for text in texts if text)
    if not whole:
        raise InvalidRow(index, f"{side}_{columns[0]}", "is empty")
    return Product(
        texts=texts,
        whole=whole,
        words=frozenset(words(whole)),
        codes=frozenset(codes(whole)),
        numbers=frozenset(NUMBER.findall(whole)),
        squeezed=re.sub(r"[^a-z0-9]", "", whole),
        price=amount(row.get(f"{side}_{price}")) if price else math.nan,
    )


def text_of(row: Mapping, index: int, column: str) -> str:
    value = row.get(column)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise InvalidRow(index, column, "must be text")
    return str(value)


def normalised(text: str) -> str:
    """Lower case, without accents, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def words(text: str) -> list[str]:
    return WORD.findall(text)


def codes(text: str) -> list[str]:
    """Words that mix letters and digits, without their inner dashes: what a maker calls a product."""
    squeezed = (re.sub(r"[-/.]", "", word) for word in CODE.findall(text))
    return [code for code in squeezed if len(code) >= MIN_CODE_LENGTH and mixed(code)]


def mixed(word: str) -> bool:
    return any(char.isdigit() for char in word) and any(char.isalpha() for char in word)


def amount(value: object) -> float:
    """A price in whatever currency; NaN when there is none to read."""
    found = NUMBER.search(str(value).replace(",", "")) if value is not None else None
    read = float(found.group()) if found else math.nan
    return read if read > 0 else math.nan
