"""Are these the same product? Used by the gate and by the endpoint, so what is judged is what is served."""

import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from preprocessing import products
from similarity import similarities


def load(model_dir: Path) -> dict:
    """The trained model: columns, price, representation, forest, threshold. Only for models from your own training."""
    return pickle.loads((Path(model_dir) / "model.pkl").read_bytes())


def predict(model: dict, rows: Sequence[Mapping]) -> list[dict]:
    """One result per pair, in order: "1" for a match or "0", and the score. Raises preprocessing.InvalidRow."""
    if not rows:
        return []
    found = scores(model, rows)
    return [{"prediction": "1" if score >= model["threshold"] else "0", "score": float(score)} for score in found]


def scores(model: dict, rows: Sequence[Mapping]) -> np.ndarray:
    """How sure the forest is that each pair is one product, from 0 to 1."""
    left, right = (products(rows, side, model["columns"], model["price"]) for side in ("left", "right"))
    return model["forest"].predict_proba(similarities(model["representation"], left, right))[:, 1]
