"""Joins a folder of two catalogues and labelled pairs into files that stand on their own.

    python data/prepare.py --from data/catalogue --out data/pairs
    python data/prepare.py --from "$MLOPS_DATA_DIR/abt-buy" --out data/abt-buy

Reads tableA.csv and tableB.csv (`id` and further columns) and train.csv, valid.csv, test.csv (`ltable_id,rtable_id,label`);
writes the last three again as `pair_id,left_<column>...,right_<column>...,match`.
"""

import argparse
import csv
from pathlib import Path

SPLITS = ("train", "valid", "test")


def main() -> None:
    parser = argparse.ArgumentParser(description="Joins two catalogues and labelled pairs.")
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--out", dest="target", type=Path, required=True)
    arguments = parser.parse_args()
    for split, count in prepare(arguments.source, arguments.target).items():
        print(f"{split}: {count} pairs")


def prepare(source: Path, target: Path) -> dict[str, int]:
    """Writes one file per split and returns their numbers of pairs."""
    left, right = read_table(source / "tableA.csv"), read_table(source / "tableB.csv")
    target.mkdir(parents=True, exist_ok=True)
    return {split: join(source / f"{split}.csv", left, right, target / f"{split}.csv") for split in SPLITS}


def read_table(path: Path) -> dict[str, dict[str, str]]:
    return {row.pop("id"): row for row in read_rows(path)}


def join(pairs: Path, left: dict, right: dict, target: Path) -> int:
    rows = [joined(pair, left, right) for pair in read_rows(pairs)]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def joined(pair: dict, left: dict, right: dict) -> dict[str, str]:
    left_id, right_id = pair["ltable_id"], pair["rtable_id"]
    return {
        "pair_id": f"{left_id}-{right_id}",
        **{f"left_{name}": value for name, value in left[left_id].items()},
        **{f"right_{name}": value for name, value in right[right_id].items()},
        "match": pair["label"],
    }


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
