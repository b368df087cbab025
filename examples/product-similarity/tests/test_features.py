import math

import numpy as np
import pytest
from preprocessing import InvalidRow, amount, codes, normalised, products
from representation import Representation
from similarity import closest_code, code_agreement, overlap, price_ratio, similarities


def both(left: dict, right: dict):
    row = {f"left_{key}": value for key, value in left.items()} | {
        f"right_{key}": value for key, value in right.items()
    }
    return [products([row], side, ["name", "description"], "price")[0] for side in ("left", "right")]


def test_text_is_compared_without_case_accents_and_extra_space():
    assert normalised("  Café   CRÈME ") == "cafe creme"


@pytest.mark.parametrize(
    ("text", "found"),
    [("sony ps-lx350h turntable", ["pslx350h"]), ("ezxs88w/b", ["ezxs88wb"]), ("33-1/3 rpm", []), ("a1 only", [])],
)
def test_a_model_code_is_a_longer_word_that_mixes_letters_and_digits(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(("value", "price"), [("$1,299.00", 1299.0), ("39", 39.0), (12.5, 12.5)])
def test_a_price_is_read_in_any_form(value, price):
    assert amount(value) == price


@pytest.mark.parametrize("value", [None, "", "ask us", "0"])
def test_no_price_is_not_a_number(value):
    assert math.isnan(amount(value))


def test_a_code_counts_as_found_however_the_other_shop_writes_it():
    left, right = both({"name": "acme drill QX771"}, {"name": "acme drill QX-771"})

    assert code_agreement(left, right)[:2] == [1.0, 1.0]


def test_two_different_codes_are_seen_as_different():
    left, right = both({"name": "acme drill QX771"}, {"name": "acme drill QX781"})

    assert code_agreement(left, right)[3] == 1.0
    assert closest_code(left.codes, right.codes) == pytest.approx(3 / 5)


def test_what_is_missing_is_told_apart_from_what_differs():
    assert price_ratio(math.nan, 5.0) == -1.0
    assert overlap(frozenset(), frozenset({"a"})) == -1.0


def test_similarities_do_not_depend_on_the_other_pairs_of_a_request(test_pairs):
    columns = ["name", "description"]
    left, right = (products(test_pairs[:5], side, columns, "price") for side in ("left", "right"))
    representation = Representation().fit([*left, *right])

    together = similarities(representation, left, right)
    alone = [similarities(representation, [a], [b])[0] for a, b in zip(left, right)]

    assert np.array_equal(together, np.array(alone))


@pytest.mark.parametrize("row", [{}, {"left_name": "", "right_name": "drill"}, {"left_name": ["a"]}])
def test_a_pair_without_text_is_refused_by_name(row):
    with pytest.raises(InvalidRow) as caught:
        products([row], "left", ["name", "description"], None)

    assert caught.value.column == "left_name"
