from conftest import ROOT
from make_catalogue import make
from prepare import prepare

CATALOGUE, PAIRS = ROOT / "data" / "catalogue", ROOT / "data" / "pairs"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_committed_catalogue_is_what_its_program_writes(tmp_path):
    make(tmp_path)

    assert contents(tmp_path) == contents(CATALOGUE)


def test_the_committed_pairs_are_what_prepare_writes(tmp_path):
    counts = prepare(CATALOGUE, tmp_path)

    assert contents(tmp_path) == contents(PAIRS)
    assert sum(counts.values()) > 1500


def test_no_pair_is_in_two_splits():
    ids = [line.split(",")[0] for path in PAIRS.iterdir() for line in path.read_text(encoding="utf-8").splitlines()[1:]]

    assert len(ids) == len(set(ids))


def test_every_split_holds_one_match_in_six_to_ten(test_pairs):
    share = sum(pair["match"] == "1" for pair in test_pairs) / len(test_pairs)

    assert 0.10 <= share <= 0.15
