"""Learns from labelled pairs when two products are the same: similarities, a forest, and the threshold for a match."""

import csv
import pickle
from pathlib import Path

import numpy as np
from preprocessing import products
from representation import Representation
from similarity import similarities
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_recall_curve

LABEL, POSITIVE = "match", "1"


def train(data: dict[str, Path], params: dict, out: Path) -> dict[str, float]:
    """Writes model.pkl to `out`. The threshold and the reported F1 come from the validation pairs."""
    columns, price = params["columns"], params.get("price-column") or None
    rows, labels = read_pairs(data["train"])
    left, right = (products(rows, side, columns, price) for side in ("left", "right"))
    representation = Representation().fit([*left, *right])
    forest = RandomForestClassifier(
        n_estimators=int(params.get("trees", 300)),
        min_samples_leaf=int(params.get("min-samples-leaf", 2)),
        max_features=params.get("max-features", "sqrt"),
        random_state=int(params.get("seed", 0)),
        n_jobs=1,
    ).fit(similarities(representation, left, right), labels)
    model = {"columns": columns, "price": price, "representation": representation, "forest": forest}
    threshold, f1, loss = choose_threshold(model, data["validation"])
    save({**model, "threshold": threshold}, out / "model.pkl")
    return {"f1": f1, "loss": loss, "threshold": threshold, "pairs": len(rows)}


def read_pairs(path: Path) -> tuple[list[dict], np.ndarray]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows, np.array([row[LABEL] == POSITIVE for row in rows])


def choose_threshold(model: dict, path: Path) -> tuple[float, float, float]:
    """The threshold with the best F1 on these pairs, that F1, and the mean squared error of the scores."""
    from predict import scores

    rows, labels = read_pairs(path)
    found = scores(model, rows)
    precision, recall, thresholds = precision_recall_curve(labels, found)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1[:-1].argmax())
    return float(thresholds[best]), float(f1[best]), float(np.mean((found - labels) ** 2))


def save(model: dict, path: Path) -> None:
    """Equal models give equal bytes: protocol 5 takes arrays as they lie in memory. joblib copies them field by field, and
    what is between the fields of a forest's nodes is then left to chance.
    """
    path.write_bytes(pickle.dumps(model, protocol=5))


if __name__ == "__main__":
    # For `python model/train.py` and debuggers: trains here, with the paths and hyperparameters of mlops.yml.
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from mlops_runtime import debug

    debug(__file__)
