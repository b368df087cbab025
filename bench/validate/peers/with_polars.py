"""polars: both models, overall and on every slice, as expressions of one lazy query per grouping. No calibration error."""

import json
import sys

import polars as pl

SCORES = ["p_candidate", "p_champion"]
SCANS = {"csv": pl.scan_csv, "parquet": pl.scan_parquet, "jsonl": pl.scan_ndjson}


def expressions(score):
    y, p = pl.col("label").cast(pl.Float64), pl.col(score)
    hit, positives = pl.col(score) >= 0.5, pl.col("label").cast(pl.Float64).sum()
    tp = (hit & (y == 1)).sum()
    precision, recall = tp / hit.sum(), tp / positives
    order = y.sort_by(p, descending=True)
    return {
        "accuracy": (hit == (y == 1)).mean(),
        "precision": precision,
        "recall": recall,
        "f1": 2 * tp / (hit.sum() + positives),
        "roc-auc": (p.rank("average").filter(y == 1).sum() - positives * (positives + 1) / 2) / (positives * (pl.len() - positives)),
        # Rows of one score in whatever order: of ties, scikit-learn takes all at once.
        "average-precision": (order * order.cum_sum() / pl.int_range(1, pl.len() + 1)).sum() / positives,
        "log-loss": -(y * p.clip(1e-15, 1 - 1e-15).log() + (1 - y) * (1 - p.clip(1e-15, 1 - 1e-15)).log()).mean(),
        "brier": ((p - y) ** 2).mean(),
    }


path = sys.argv[1]
table = SCANS[path.rsplit(".", 1)[1]](path).select("label", *SCORES, "region", "plan").collect()
work = [expression.alias(f"{score} {name}") for score in SCORES for name, expression in expressions(score).items()]
overall = table.select(work).row(0, named=True)
slices = sum(table.group_by(by).agg(work).height for by in ("region", "plan"))
named = {model: {name: overall[f"{score} {name}"] for name in expressions(score)} for model, score in zip(("candidate", "champion"), SCORES)}
print(json.dumps({"rows": table.height, "groups": 1 + slices, **named}))
