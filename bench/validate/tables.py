"""Writes the tables of the benchmark: the same rows as CSV, JSON Lines and Parquet, from a fixed seed.

    python tables.py <rows> <folder> [<format>...]

Eleven columns: an id, the label, the scores of two models that see the same signal, two columns to slice by, and five that a table of
predictions usually drags along and nobody asks for.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

PIECE = 500_000
REGIONS = ["north", "south", "east", "west", "centre", "islands", "abroad", "unknown"]
PLANS = ["free", "basic", "plus", "business", "enterprise"]


def piece(first: int, rows: int) -> pa.Table:
    rng = np.random.default_rng([20261121, first])
    label = (rng.random(rows) < 0.2).astype(np.int8)
    signal = rng.normal(size=rows) + 1.3 * label
    shown = lambda noise, gain: np.round(1 / (1 + np.exp(1.6 - gain * (signal + noise * rng.normal(size=rows)))), 6)
    return pa.table({
        "id": np.arange(first, first + rows),
        "label": label,
        "p_candidate": shown(0.35, 1.25),
        "p_champion": shown(0.45, 1.2),
        "region": np.array(REGIONS)[np.minimum(rng.geometric(0.35, rows) - 1, 7)],
        "plan": np.array(PLANS)[np.minimum(rng.geometric(0.45, rows) - 1, 4)],
        "age": rng.integers(18, 95, rows),
        "amount": np.round(rng.lognormal(3.2, 1.1, rows), 2),
        "day": np.array([f"2026-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29)])[rng.integers(0, 336, rows)],
        "device": np.array(["phone", "tablet", "desktop"])[rng.integers(0, 3, rows)],
        "visits": rng.poisson(4, rows),
    })


def write_csv(pieces, path: Path) -> None:
    with path.open("wb") as file:
        for number, table in enumerate(pieces):
            options = pa.csv.WriteOptions(include_header=number == 0, quoting_style="needed")
            pa.csv.write_csv(table, file, options)


def write_jsonl(pieces, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for table in pieces:
            for row in table.to_pylist():
                file.write(json.dumps(row, separators=(",", ":")) + "\n")


def write_parquet(pieces, path: Path) -> None:
    writer = None
    for table in pieces:
        writer = writer or pa.parquet.ParquetWriter(path, table.schema, compression="snappy")
        writer.write_table(table, row_group_size=PIECE)
    writer.close()


WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}


def main(rows: int, folder: Path, *formats: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in formats or WRITERS:
        path = folder / f"{rows}.{name}"
        if path.exists():
            continue
        pieces = (piece(first, min(PIECE, rows - first)) for first in range(0, rows, PIECE))
        WRITERS[name](pieces, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
