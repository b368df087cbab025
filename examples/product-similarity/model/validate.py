"""Scores held-out pairs. They carry no labels: the metrics are computed elsewhere."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from predict import load, predict


def score(model_dir: Path, rows: Sequence[Mapping]) -> list[dict]:
    """One result per pair, in order: `prediction` and `score`."""
    return predict(load(model_dir), rows)
