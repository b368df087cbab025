"""From two products to numbers that say how alike they are."""

import math
from collections.abc import Sequence

import numpy as np
from preprocessing import Product
from representation import Representation, cosines


def similarities(representation: Representation, left: Sequence[Product], right: Sequence[Product]) -> np.ndarray:
    """One line per pair: cosines per text column and over all text, then what `pair_similarities` says."""
    columns = range(len(left[0].texts))
    views = [([p.whole for p in left], [p.whole for p in right])]
    views += [([p.texts[c] for p in left], [p.texts[c] for p in right]) for c in columns]
    vectors = [
        cosines(transform(ours), transform(theirs))
        for ours, theirs in views
        for transform in (representation.by_letters, representation.by_words)
    ]
    crossed = cosines(
        representation.by_words([p.texts[0] for p in left]), representation.by_words([p.whole for p in right])
    )
    pairs = np.array([pair_similarities(representation, a, b) for a, b in zip(left, right)])
    return np.column_stack([*vectors, crossed, pairs])


def pair_similarities(representation: Representation, left: Product, right: Product) -> list[float]:
    return [
        *shared(representation, left.words, right.words),
        *code_agreement(left, right),
        overlap(left.numbers, right.numbers),
        float(len(left.numbers ^ right.numbers)),
        first_word(left, right),
        price_ratio(left.price, right.price),
        length_ratio(left.texts[0], right.texts[0]),
        float(not left.texts[-1]) + float(not right.texts[-1]),
    ]


def shared(representation: Representation, left: frozenset[str], right: frozenset[str]) -> list[float]:
    """How much of what either side says is said by the other, by weight and against the shorter side."""
    common, ours, theirs = (representation.weight(words) for words in (left & right, left, right))
    return [common / max(ours + theirs - common, 1e-9), common / max(min(ours, theirs), 1e-9), overlap(left, right)]


def code_agreement(left: Product, right: Product) -> list[float]:
    """Model codes: equal ones, ones found anywhere in the other text, and whether both have codes that differ."""
    found = [code in right.squeezed for code in left.codes] + [code in left.squeezed for code in right.codes]
    longest = max((len(code) for code in left.codes & right.codes), default=0)
    differ = bool(left.codes) and bool(right.codes) and not any(found)
    return [
        overlap(left.codes, right.codes),
        sum(found) / len(found) if found else -1.0,
        float(longest),
        float(differ),
        closest_code(left.codes, right.codes),
    ]


def closest_code(left: frozenset[str], right: frozenset[str]) -> float:
    """The longest common beginning of two codes against the longer one; -1 when a side has none."""
    return max((common_start(a, b) / max(len(a), len(b)) for a in left for b in right), default=-1.0)


def common_start(a: str, b: str) -> int:
    return next((index for index, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Common ones against all (Jaccard); -1 when there is nothing to compare."""
    return len(left & right) / len(left | right) if left and right else -1.0


def first_word(left: Product, right: Product) -> float:
    """Titles mostly begin with the brand."""
    ours, theirs = left.texts[0].split(" ")[0], right.texts[0].split(" ")[0]
    return float(bool(ours) and ours == theirs)


def price_ratio(left: float, right: float) -> float:
    """The lower price against the higher; -1 when one is unknown."""
    return -1.0 if math.isnan(left) or math.isnan(right) else min(left, right) / max(left, right)


def length_ratio(left: str, right: str) -> float:
    return min(len(left), len(right)) / max(len(left), len(right), 1)
