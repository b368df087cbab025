"""DuckDB: both models, overall and on every slice, in SQL over grouping sets. No average precision, no calibration error."""

import json
import sys

import duckdb

SCORES = ["p_candidate", "p_champion"]
READERS = {"csv": "read_csv", "parquet": "read_parquet", "jsonl": "read_json"}


def aggregates(score):
    p = f"greatest(1e-15, least(1 - 1e-15, {score}))"
    hit, tp = f"sum(({score} >= 0.5)::int)", f"sum(({score} >= 0.5 and label = 1)::int)"
    return {
        "accuracy": f"avg((({score} >= 0.5)::int = label)::int)",
        "precision": f"{tp} / {hit}",
        "recall": f"{tp} / sum(label)",
        "f1": f"2 * {tp} / ({hit} + sum(label))",
        "log-loss": f"-avg(label * ln({p}) + (1 - label) * ln(1 - {p}))",
        "brier": f"avg(({score} - label) ** 2)",
    }


def rank_sum(by, score):
    """Mean ranks within a group, from the running count of the distinct scores."""
    over = f"partition by {by} order by {score}" if by else f"order by {score}"
    keys = f"{by}, {score}" if by else score
    counts = f"select {keys}, count(*) n, sum(label) k from t group by {keys}"
    ranked = f"select {by or '1'} as g, n, k, sum(n) over ({over}) - (n - 1) / 2.0 as r from ({counts})"
    return f"select g, (sum(k * r) - sum(k) * (sum(k) + 1) / 2) / (sum(k) * (sum(n) - sum(k))) auc from ({ranked}) group by g"


path = sys.argv[1]
base = duckdb.connect()
base.execute(f"create temp table t as select label, {', '.join(SCORES)}, region, plan from {READERS[path.rsplit('.', 1)[1]]}(?)", [path])
work = [f'{sql} as "{score} {name}"' for score in SCORES for name, sql in aggregates(score).items()]
result = base.execute(f"select count(*) as n, {', '.join(work)}, grouping(region) + grouping(plan) as g from t group by grouping sets ((), (region), (plan))")
names = [column[0] for column in result.description]
groups = [dict(zip(names, row)) for row in result.fetchall()]
overall = next(group for group in groups if group["g"] == 2)
auc = {score: {by: base.execute(rank_sum(by, score)).fetchall() for by in ("", "region", "plan")} for score in SCORES}
named = {
    model: {**{name: overall[f"{score} {name}"] for name in aggregates(score)}, "roc-auc": auc[score][""][0][1]}
    for model, score in zip(("candidate", "champion"), SCORES)
}
print(json.dumps({"rows": overall["n"], "groups": len(groups), **named}, default=float))
