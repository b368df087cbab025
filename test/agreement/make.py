"""Writes two hundred seeded tables as CSV, and in expected.json what scikit-learn, scipy and statsmodels say of them.

    python make.py <folder>
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np

from comparisons import compared, intervals
from metrics import measured
from statistics_of import statistics
from tables import all_tables

warnings.filterwarnings("ignore")


def main(folder):
    tables = all_tables()
    assert len(tables) == 200, len(tables)
    for table in tables:
        write(folder, table)
    (folder / "expected.json").write_text(json.dumps([expected(table) for table in tables], default=number))


def write(folder, table):
    ids = [f"r{row:06}" for row in range(len(table.truth))]
    columns = {"id": ids, "label": table.truth, "w": table.weight, "g": table.group}
    write_csv(folder / f"{table.name}.labels.csv", {name: values for name, values in columns.items() if values is not None}, range(len(ids)))
    for name, model in (("candidate", table.candidate), ("champion", table.champion)):
        rows = [row for row in range(len(ids)) if name == "champion" or row not in table.missing]
        rows += table.repeated if name == "candidate" else []
        if table.shuffled:
            np.random.default_rng(len(ids)).shuffle(rows)
        write_csv(folder / f"{table.name}.{name}.csv", {"id": ids, **model}, rows)


def write_csv(path, columns, rows):
    values = list(columns.values())
    lines = [",".join(columns)] + [",".join(str(column[row]) for column in values) for row in rows]
    path.write_text("\n".join(lines) + "\n")


def expected(table):
    about = {"name": table.name, "task": table.task, "threshold": table.threshold, "weight": table.weight is not None, "group": table.group is not None}
    if table.missing or table.repeated:
        return {**about, "refused": {"missing": len(table.missing), "repeated": len(table.repeated)}}
    return {
        **about,
        "candidate": measured(table, table.candidate),
        "champion": measured(table, table.champion),
        "intervals": intervals(table, table.candidate),
        "comparisons": compared(table),
        "statistics": statistics(table),
    }


def number(value):
    return value.item()


main(Path(sys.argv[1]))
