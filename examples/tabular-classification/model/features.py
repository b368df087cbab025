"""From raw rows (text or numbers) to the matrix that the model sees."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

NOT_FEATURES = ("id", "diagnosis")


class InvalidRow(ValueError):
    """A row that cannot be predicted: which one, which column, and why."""

    def __init__(self, index: int, column: str, reason: str):
        super().__init__(f'Row {index}: "{column}" {reason}.')
        self.index, self.column = index, column


def feature_columns(header: Sequence[str], wanted: object) -> list[str]:
    """The columns to learn from: every measurement for "all", else the listed ones."""
    measured = [name for name in header if name not in NOT_FEATURES]
    if wanted == "all":
        return measured
    unknown = [name for name in wanted if name not in measured]
    if unknown:
        raise ValueError(f"hyperparameter columns: no such column {', '.join(unknown)}")
    return list(wanted)


def to_matrix(rows: Sequence[Mapping], columns: Sequence[str]) -> np.ndarray:
    """One line per row, one float per column. Raises InvalidRow."""
    matrix = np.empty((len(rows), len(columns)))
    for index, row in enumerate(rows):
        for position, column in enumerate(columns):
            matrix[index, position] = number(row, index, column)
    return matrix


def number(row: Mapping, index: int, column: str) -> float:
    value = row.get(column)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise InvalidRow(index, column, "must be a number")
    try:
        read = float(value)
    except (ValueError, OverflowError) as error:
        raise InvalidRow(index, column, "must be a number") from error
    if not math.isfinite(read):
        raise InvalidRow(index, column, "must be finite")
    return read
