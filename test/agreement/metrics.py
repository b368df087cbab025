"""What scikit-learn, or the definition in numpy, says of one model on one table. A value, or the reason why there is none."""

import numpy as np
from scipy.stats import hypergeom
from sklearn import metrics

FEWEST_ROWS_OF_ECE = 5_000
TOPS = (1, 3, 10)


def measured(table, model):
    return {"binary": binary, "multiclass": multiclass, "regression": regression, "ranking": ranking}[table.task](table, model)


def binary(table, model):
    truth, score, weight = table.truth, model["score"], table.weight
    both = has(truth, 0, weight) and has(truth, 1, weight)
    return {
        **decided(truth, model["prediction"], weight),
        "roc-auc": metrics.roc_auc_score(truth, score, sample_weight=weight) if both else "one-class",
        "average-precision": metrics.average_precision_score(truth, score, sample_weight=weight) if has(truth, 1, weight) else "no-positives",
        "log-loss": metrics.log_loss(truth, score, labels=[0, 1], sample_weight=weight),
        "brier": np.average((score - truth) ** 2, weights=weight),
        "ece": ece(truth, score, weight) if len(truth) >= FEWEST_ROWS_OF_ECE else "too-few-rows",
    }


def decided(truth, predicted, weight):
    w = {"sample_weight": weight, "zero_division": np.nan}
    positives, negatives = has(truth, 1, weight), has(truth, 0, weight)
    chosen = has(predicted, 1, weight)
    both = positives and negatives
    return {
        "accuracy": metrics.accuracy_score(truth, predicted, sample_weight=weight),
        "balanced-accuracy": metrics.balanced_accuracy_score(truth, predicted, sample_weight=weight) if both else "one-class",
        "precision": metrics.precision_score(truth, predicted, **w) if chosen else "no-predicted-positives",
        "recall": metrics.recall_score(truth, predicted, **w) if positives else "no-positives",
        "specificity": metrics.recall_score(truth, predicted, pos_label=0, **w) if negatives else "no-negatives",
        "f1": metrics.f1_score(truth, predicted, **w) if positives or chosen else "no-positives",
        "mcc": mcc(truth, predicted, weight),
    }


def has(labels, label, weight):
    return bool(np.any((labels == label) & (True if weight is None else weight > 0)))


def mcc(truth, predicted, weight):
    """scikit-learn says 0 where a side is constant."""
    rows = slice(None) if weight is None else weight > 0
    if len(np.unique(truth[rows])) < 2:
        return "constant-labels"
    if len(np.unique(predicted[rows])) < 2:
        return "constant-predictions"
    return metrics.matthews_corrcoef(truth, predicted, sample_weight=weight)


def ece(truth, score, weight):
    weight = np.ones(len(truth)) if weight is None else weight
    bins = np.minimum(14, np.floor(score * 15).astype(int))
    gaps = np.bincount(bins, weights=weight * (truth - score), minlength=15)
    return np.abs(gaps).sum() / weight.sum()


def multiclass(table, model):
    truth, predicted, weight = table.truth, model["prediction"], table.weight
    macro = {"average": "macro", "zero_division": np.nan, "sample_weight": weight}
    recall = metrics.recall_score(truth, predicted, **macro)
    return {
        "accuracy": metrics.accuracy_score(truth, predicted, sample_weight=weight),
        "balanced-accuracy": recall,
        "precision": metrics.precision_score(truth, predicted, **macro),
        "recall": recall,
        "f1": metrics.f1_score(truth, predicted, **macro),
        "mcc": mcc(truth, predicted, weight),
    }


def regression(table, model):
    truth, predicted, weight = table.truth, model["prediction"], table.weight
    w = {"sample_weight": weight}
    found = {
        "rmse": metrics.root_mean_squared_error(truth, predicted, **w),
        "mse": metrics.mean_squared_error(truth, predicted, **w),
        "mae": metrics.mean_absolute_error(truth, predicted, **w),
    }
    if len(truth) < 2:
        return {**found, "r2": "too-few-rows"}
    return {**found, "r2": "constant-labels" if np.ptp(truth) == 0 else metrics.r2_score(truth, predicted, **w)}


def ranking(table, model):
    found = decided(table.truth, model["prediction"], None)
    queries = by_query(table, model["score"])
    for name, of in query_metrics().items():
        found[name] = float(np.mean([of(*query) for query in queries])) if queries else "no-queries"
    return found


def query_metrics():
    named = {"mrr": reciprocal_rank}
    for k in TOPS:
        named[f"precision-at-{k}"] = lambda truth, score, k=k: hits_within(truth, score, k) / k
        named[f"recall-at-{k}"] = lambda truth, score, k=k: hits_within(truth, score, k) / truth.sum()
    return named


def by_query(table, score):
    """Only queries that have something to find."""
    queries = [(table.truth[table.group == of], score[table.group == of]) for of in np.unique(table.group)]
    return [query for query in queries if query[0].sum() > 0]


def hits_within(truth, score, k):
    """Rows that tie come in any order: the expectation over all of them."""
    hits = 0.0
    for value in np.unique(score)[::-1]:
        tied, before = score == value, int((score > value).sum())
        places = min(max(k - before, 0), int(tied.sum()))
        hits += hypergeom.mean(int(tied.sum()), int(truth[tied].sum()), places) if places else 0.0
    return hits


def reciprocal_rank(truth, score):
    first = score[truth == 1].max()
    before, tied = int((score > first).sum()), int((score == first).sum())
    relevant = int(truth[score == first].sum())
    # P(first relevant row at place x of the tie) = P(none among x − 1) − P(none among x).
    none = [hypergeom.pmf(0, tied, relevant, x) for x in range(tied + 1)]
    return sum((none[x - 1] - none[x]) / (before + x) for x in range(1, tied + 1))
