"""Writes breast-cancer.csv from the copy of the data set that comes with scikit-learn.

python data/prepare.py [FILE]
"""

import csv
import sys
from pathlib import Path

from sklearn.datasets import load_breast_cancer

HERE = Path(__file__).resolve().parent


def prepare(target: Path) -> None:
    """One line per sample: id, the 30 measurements with all their digits, and the diagnosis in words."""
    data = load_breast_cancer()
    names = [name.replace(" ", "_") for name in data.feature_names]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", *names, "diagnosis"])
        for number, (values, label) in enumerate(zip(data.data, data.target)):
            writer.writerow([f"bc-{number:03d}", *(float(value) for value in values), data.target_names[label]])


if __name__ == "__main__":
    prepare(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "breast-cancer.csv")
