import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARAMS = {"columns": ["name", "description"], "price-column": "price", "trees": 60}


@pytest.fixture(scope="session")
def channels() -> dict[str, Path]:
    pairs = ROOT / "data" / "pairs"
    return {"train": pairs / "train.csv", "validation": pairs / "valid.csv"}


@pytest.fixture(scope="session")
def test_pairs() -> list[dict]:
    with (ROOT / "data" / "pairs" / "test.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def params() -> dict:
    return dict(PARAMS)


@pytest.fixture(scope="session")
def model_dir(channels, tmp_path_factory) -> Path:
    from train import train

    out = tmp_path_factory.mktemp("model")
    train(channels, PARAMS, out)
    return out


@pytest.fixture(scope="session")
def model(model_dir) -> dict:
    from predict import load

    return load(model_dir)
