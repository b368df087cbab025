import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def table() -> Path:
    return ROOT / "data" / "breast-cancer.csv"


@pytest.fixture(scope="session")
def rows(table) -> list[dict]:
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def model_dir(table, tmp_path_factory) -> Path:
    from train import train

    out = tmp_path_factory.mktemp("model")
    train({"train": table}, {"columns": "all", "C": 1.0}, out)
    return out
