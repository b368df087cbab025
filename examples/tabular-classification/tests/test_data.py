from prepare import prepare


def test_the_committed_table_is_what_prepare_writes(table, tmp_path):
    prepare(tmp_path / "again.csv")

    assert (tmp_path / "again.csv").read_bytes() == table.read_bytes()


def test_every_row_has_an_id_of_its_own_and_a_known_diagnosis(rows):
    assert len({row["id"] for row in rows}) == len(rows) == 569
    assert {row["diagnosis"] for row in rows} == {"malignant", "benign"}
