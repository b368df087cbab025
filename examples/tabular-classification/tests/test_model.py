import pytest
from features import InvalidRow, feature_columns, to_matrix
from predict import load, predict
from validate import score

from train import train


def test_id_and_label_are_no_features(rows):
    columns = feature_columns(list(rows[0]), "all")

    assert len(columns) == 30
    assert not {"id", "diagnosis"} & set(columns)


def test_a_column_that_does_not_exist_is_named(rows):
    with pytest.raises(ValueError, match="mean_colour"):
        feature_columns(list(rows[0]), ["mean_area", "mean_colour"])


@pytest.mark.parametrize("value", [None, "wide", "nan", float("inf"), True, [1]])
def test_a_value_that_is_no_finite_number_is_refused(value):
    with pytest.raises(InvalidRow) as caught:
        to_matrix([{"a": 1}, {"a": value}], ["a"])

    assert (caught.value.index, caught.value.column) == (1, "a")


def test_text_and_numbers_give_the_same_prediction(rows, model_dir):
    model = load(model_dir)
    typed = {name: float(value) for name, value in rows[0].items() if name not in ("id", "diagnosis")}

    assert predict(model, [typed]) == predict(model, [rows[0]])


def test_one_result_per_row_in_order_without_the_label(rows, model_dir):
    unlabelled = [{name: value for name, value in row.items() if name != "diagnosis"} for row in rows]

    results = score(model_dir, unlabelled)

    agreeing = sum(result["prediction"] == row["diagnosis"] for result, row in zip(results, rows))
    assert len(results) == len(rows)
    assert agreeing / len(rows) > 0.97
    assert all((result["score"] >= 0.5) == (result["prediction"] == "malignant") for result in results)


def test_equal_training_gives_equal_bytes(table, model_dir, tmp_path):
    train({"train": table}, {"columns": "all", "C": 1.0}, tmp_path)

    assert (tmp_path / "model.joblib").read_bytes() == (model_dir / "model.joblib").read_bytes()


def test_training_reports_metrics_as_numbers(table, tmp_path):
    metrics = train({"train": table}, {"columns": ["mean_area", "radius_error"]}, tmp_path)

    assert metrics["columns"] == 2
    assert 0.8 < metrics["accuracy"] < 0.95
