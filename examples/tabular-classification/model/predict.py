"""Predictions for raw rows: used by the gate and by the endpoint, so what is judged is what is served."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import joblib
from features import to_matrix

POSITIVE = "malignant"


def load(model_dir: Path) -> dict:
    """The trained model: `columns` and `estimator`."""
    return joblib.load(Path(model_dir) / "model.joblib")


def predict(model: dict, rows: Sequence[Mapping]) -> list[dict]:
    """One result per row, in order: the class, and the probability of "malignant". Raises features.InvalidRow."""
    if not rows:
        return []
    estimator = model["estimator"]
    probabilities = estimator.predict_proba(to_matrix(rows, model["columns"]))
    positive = list(estimator.classes_).index(POSITIVE)
    return [
        {"prediction": str(estimator.classes_[row.argmax()]), "score": float(row[positive])} for row in probabilities
    ]
