"""Fits a logistic regression on standardised measurements."""

import csv
from pathlib import Path

import joblib
from features import feature_columns, to_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LABEL = "diagnosis"


def train(data: dict[str, Path], params: dict, out: Path) -> dict[str, float]:
    """Writes model.joblib to `out`. The metrics are cross-validated on the training rows: for people to watch, not gates."""
    with data["train"].open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = feature_columns(list(rows[0]), params.get("columns", "all"))
    features, labels = to_matrix(rows, columns), [row[LABEL] for row in rows]
    estimator = make_pipeline(StandardScaler(), LogisticRegression(C=float(params.get("C", 1.0)), max_iter=5000))
    predicted = cross_val_predict(estimator, features, labels, cv=5)
    joblib.dump({"columns": columns, "estimator": estimator.fit(features, labels)}, out / "model.joblib")
    correct = sum(guess == label for guess, label in zip(predicted, labels))
    return {"accuracy": correct / len(labels), "rows": len(rows), "columns": len(columns)}


if __name__ == "__main__":
    # For `python model/train.py` and debuggers: trains here, with the paths and hyperparameters of mlops.yml.
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from mlops_runtime import debug

    debug(__file__)
