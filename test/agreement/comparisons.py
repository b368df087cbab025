"""What scipy and statsmodels say of the difference between two models on the same rows, metric by metric."""

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from metrics import by_query, has, query_metrics

#: From here on a mean's quantiles are the normal ones.
NORMAL_FROM = 200
FEWEST_OF_CLASS = 2
FEWEST_DIFFERING = 8
#: Of the p of "not worse by more than this".
MARGIN = 0.01


def compared(table):
    """Metric → the one-sided p of "the candidate is worse", and but for shares the 90 % interval and the p of a margin."""
    if table.task == "binary" and table.weight is None:
        return {**shares(table), **(by_class(table) if table.group is None else {}), **losses(table)}
    if table.task == "multiclass" and table.weight is None:
        return {"accuracy": worse_by_signs(table, np.ones(len(table.truth), dtype=bool))}
    if table.task == "regression" and table.weight is None:
        return errors(table)
    return queries(table) if table.task == "ranking" else {}


def shares(table):
    if table.group is not None:
        return {}
    rows = {"accuracy": np.ones(len(table.truth), dtype=bool), "recall": table.truth == 1, "specificity": table.truth == 0}
    return {metric: worse_by_signs(table, of) for metric, of in rows.items() if of.any()}


def worse_by_signs(table, rows):
    right, before = (model["prediction"][rows] == table.truth[rows] for model in (table.candidate, table.champion))
    fixed, broken = int((right & ~before).sum()), int((before & ~right).sum())
    n = fixed + broken
    return {"p": stats.binom.sf(broken, n, 0.5) + stats.binom.pmf(broken, n, 0.5) / 2}


def by_class(table):
    return {**areas(table), **ratios(table)}


def ratios(table):
    """F1 and precision by the delta method: how far each row moves the ratio."""
    chosen = min(model["prediction"].sum() for model in (table.candidate, table.champion))
    named = [("f1", f1_influence)] * bool(table.truth.sum() + chosen) + [("precision", precision_influence)] * bool(chosen)
    found = {}
    for metric, of in named:
        (now, one), (before, two) = (of(table.truth, model["prediction"]) for model in (table.candidate, table.champion))
        error = np.sqrt(((one - two) ** 2).sum()) / len(table.truth)
        if error > 0:
            found[metric] = of_law(stats.norm, now - before, error, 1)
            if (table.candidate["prediction"] != table.champion["prediction"]).sum() < FEWEST_DIFFERING:
                del found[metric]["proof"]  # see proven
    return found


def f1_influence(truth, predicted):
    hits, mentioned, n = truth * predicted, truth + predicted, len(truth)
    value = 2 * hits.sum() / mentioned.sum()
    return value, (2 * hits - value * mentioned) * n / mentioned.sum() * unbiased(n)


def precision_influence(truth, predicted):
    n, chosen = len(truth), predicted.sum()
    value = (truth * predicted).sum() / chosen
    return value, predicted * (truth - value) * n / chosen * unbiased(chosen)


def unbiased(n):
    return np.sqrt(n / (n - 1)) if n > 1 else 1.0


def areas(table):
    ups, downs = int((table.truth == 1).sum()), int((table.truth == 0).sum())
    if min(ups, downs) < FEWEST_OF_CLASS:
        return {}
    one, two = (placements(table.truth, model["score"]) for model in (table.candidate, table.champion))
    delta = one[0].mean() - two[0].mean()
    error = np.sqrt(sum(np.var(a - b, ddof=1) / len(a) for a, b in zip(one, two)))
    return proven(table, "score", {"roc-auc": of_law(stats.norm, delta, error, 1)}) if error > 0 else {}


def placements(truth, score):
    """DeLong's structural components, from ranks."""
    up, down = score[truth == 1], score[truth == 0]
    ranks = stats.rankdata(np.concatenate([up, down]))
    above = (ranks[: len(up)] - stats.rankdata(up)) / len(down)
    below = 1 - (ranks[len(up) :] - stats.rankdata(down)) / len(up)
    return above, below


def losses(table):
    clipped = [np.clip(model["score"], 2.0**-52, 1 - 2.0**-52) for model in (table.candidate, table.champion)]
    logs = [-np.log(np.where(table.truth == 1, score, 1 - score)) for score in clipped]
    squares = [(model["score"] - table.truth) ** 2 for model in (table.candidate, table.champion)]
    return proven(table, "score", means(table, {"log-loss": logs, "brier": squares}))


def errors(table):
    off = [model["prediction"] - table.truth for model in (table.candidate, table.champion)]
    found = means(table, {"mae": [np.abs(one) for one in off], "mse": [one**2 for one in off]})
    return proven(table, "prediction", {**found, **({"rmse": roots(off)} if table.group is None and len(table.truth) > 1 else {})})


def roots(off):
    """Of the root of a mean by the delta method."""
    (now, one), (before, two) = ((np.sqrt(np.mean(errors**2)), errors**2 / (2 * np.sqrt(np.mean(errors**2)))) for errors in off)
    n = len(one)
    return of_law(mean_law(n), now - before, np.std(one - two, ddof=1) / np.sqrt(n), -1)


def means(table, pairs):
    if len(table.truth) < 2:
        return {}
    return {metric: worse_by_mean(one - two, table.group) for metric, (one, two) in pairs.items() if np.ptp(one - two) > 0}


def worse_by_mean(differences, group):
    """Of losses, so that above 0 is worse. Groups are the clusters of statsmodels."""
    units = len(differences) if group is None else len(np.unique(group))
    fit = sm.OLS(differences, np.ones(len(differences)))
    found = fit.fit() if group is None else fit.fit(cov_type="cluster", cov_kwds={"groups": group}, use_t=True)
    delta, error = found.params[0], found.bse[0]
    return of_law(mean_law(units), delta, error, -1)


def mean_law(units):
    return stats.t(units - 1) if units < NORMAL_FROM else stats.norm


def of_law(law, delta, error, sign):
    """`sign` is 1 where more is better."""
    half = law.ppf(0.95) * error
    improvement = sign * delta
    return {"p": law.cdf(improvement / error), "interval": [delta - half, delta + half], "proof": law.sf((improvement + MARGIN) / error)}


def proven(table, answers, found):
    """The gate asks more than these laws do where a few rows, or groups of them, have other answers and the rest have the same."""
    differs = table.candidate[answers] != table.champion[answers]
    group = np.arange(len(differs)) if table.group is None else table.group
    if is_few(len(np.unique(group[differs])), len(np.unique(group))):
        for one in found.values():
            del one["proof"]
    return found


def is_few(moved, units):
    return 0 < moved < min(FEWEST_DIFFERING, units)


def queries(table):
    asked = [by_query(table, model["score"]) for model in (table.candidate, table.champion)]
    found = {}
    for metric, of in query_metrics().items():
        differences = np.array([of(*now) - of(*before) for now, before in zip(*asked)])
        if len(differences) < 2 or np.ptp(differences) < 1e-12:
            continue
        found[metric] = of_law(mean_law(len(differences)), differences.mean(), stats.sem(differences), 1)
        if is_few((np.abs(differences) > 1e-9).sum(), len(differences)):
            del found[metric]["proof"]
    return found


def intervals(table, model):
    """Two-sided 95 % intervals of plain shares: exact below 40 rows, Wilson's from there on."""
    if table.weight is not None or table.group is not None or table.task == "regression":
        return {}
    right = model["prediction"] == table.truth
    rows = {"accuracy": np.ones(len(right), dtype=bool)}
    if table.task == "binary":
        rows |= {"recall": table.truth == 1, "specificity": table.truth == 0, "precision": model["prediction"] == 1}
    return {metric: share(int(right[of].sum()), int(of.sum())) for metric, of in rows.items() if of.any()}


def share(hits, n):
    low, high = proportion_confint(hits, n, 0.05, method="beta" if n < 40 else "wilson")
    return [float(low) if hits else 0.0, float(high) if hits < n else 1.0]
