"""pandas and scikit-learn: both models, overall and on every slice, as the documentation of each says to."""

import json
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn import metrics

COLUMNS = ["label", "p_candidate", "p_champion", "region", "plan"]
READERS = {"csv": lambda path: pd.read_csv(path, usecols=COLUMNS), "parquet": lambda path: pd.read_parquet(path, columns=COLUMNS),
           "jsonl": lambda path: pd.read_json(path, lines=True)[COLUMNS]}


def calibration_error(truth, score, bins=15):
    place = np.minimum((score * bins).astype(int), bins - 1)
    rows = np.bincount(place, minlength=bins)
    gap = np.abs(np.bincount(place, score, bins) - np.bincount(place, truth, bins))
    return gap[rows > 0].sum() / len(truth)


def measure(truth, score):
    answer = (score >= 0.5).astype(int)
    metrics.confusion_matrix(truth, answer)
    return {
        "accuracy": metrics.accuracy_score(truth, answer),
        "precision": metrics.precision_score(truth, answer),
        "recall": metrics.recall_score(truth, answer),
        "f1": metrics.f1_score(truth, answer),
        "roc-auc": metrics.roc_auc_score(truth, score),
        "average-precision": metrics.average_precision_score(truth, score),
        "log-loss": metrics.log_loss(truth, score),
        "brier": metrics.brier_score_loss(truth, score),
        "ece": calibration_error(truth, score),
    }


warnings.simplefilter("ignore")
path = sys.argv[1]
table = READERS[path.rsplit(".", 1)[1]](path)
groups = [table] + [group for by in ("region", "plan") for _, group in table.groupby(by)]
found = [[measure(group["label"].to_numpy(), group[score].to_numpy()) for score in COLUMNS[1:3]] for group in groups]
print(json.dumps({"rows": len(table), "groups": len(groups), "candidate": found[0][0], "champion": found[0][1]}))
