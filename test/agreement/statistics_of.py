"""What scipy and statsmodels say in the tests and distances of the package, on columns of a table."""

import warnings

import numpy as np
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from comparisons import placements

EXACT_PAIRS = 1_000_000


def column_of(table, model):
    return model["score"] if "score" in model else model["prediction"].astype(float)


def statistics(table):
    a, b = column_of(table, table.candidate), column_of(table, table.champion)
    edges = np.quantile(b, np.linspace(0.1, 0.9, 9))
    found = {**drift(a, b), "edges": edges.tolist(), **histograms(*(np.bincount(np.searchsorted(edges, x, side="right"), minlength=10) for x in (b, a)))}
    if table.task != "regression":
        found["mcnemar"] = by_mcnemar(table)
    if table.task == "binary" and min((table.truth == 1).sum(), (table.truth == 0).sum()) > 1:
        found["delong"] = by_delong(table)
    if len(a) > 1 and np.ptp(a - b) > 0:
        test = stats.ttest_rel(a, b)
        found["pairedT"] = {"t": test.statistic, "p": test.pvalue}
    family = [found["ks"]["p"], found.get("chi2", {}).get("p", 1), *([found["mcnemar"]["midP"]] if "mcnemar" in found else [])]
    found["family"] = family
    found["holm"] = multipletests(family, method="holm")[1].tolist()
    found["benjaminiHochberg"] = stats.false_discovery_control(family).tolist()
    return found


def drift(a, b):
    n, m = len(a), len(b)
    statistic = stats.ks_2samp(a, b, method="asymp").statistic
    p = exact_p(a, b) if n * m <= EXACT_PAIRS else special.kolmogorov(np.sqrt(n * m / (n + m)) * statistic)
    return {"ks": {"statistic": statistic, "p": p}, "wasserstein": stats.wasserstein_distance(a, b)}


def exact_p(a, b):
    """scipy gives up on a probability that rounds to a little more than 1, says so, and falls back on its limit."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        p = stats.ks_2samp(a, b, method="exact").pvalue
    return 1.0 if any("Exact calculation unsuccessful" in str(one.message) for one in caught) else p


def histograms(reference, current):
    seen = (reference + current) > 0
    n, m, bins = reference.sum(), current.sum(), int(seen.sum())
    p, q = (np.maximum(counts[seen] / counts.sum(), max(1e-4, 0.5 / counts.sum())) for counts in (reference, current))
    found = {
        "psi": float(((q - p) * np.log(q / p)).sum()),
        "floor95": stats.chi2.ppf(0.95, bins - 1) * (1 / n + 1 / m) if bins > 1 else 0.0,
        "js": float(np.nan_to_num(jensenshannon(reference, current, base=2))),
    }
    if bins > 1:
        test = stats.chi2_contingency([reference[seen], current[seen]], correction=False)
        found["chi2"] = {"statistic": test.statistic, "p": test.pvalue}
    return found


def by_mcnemar(table):
    right, before = (model["prediction"] == table.truth for model in (table.candidate, table.champion))
    fixed, broken = int((right & ~before).sum()), int((before & ~right).sum())
    cells = [[int((right & before).sum()), fixed], [broken, int((~right & ~before).sum())]]
    if fixed + broken == 0:
        return {"exact": 1.0, "midP": 1.0}
    exact = min(1.0, float(mcnemar(cells, exact=True).pvalue))
    point = stats.binom.pmf(fixed, fixed + broken, 0.5)
    found = {"exact": exact, "midP": 1 - point / 2 if fixed == broken else exact - point}
    if fixed != broken:
        rough = mcnemar(cells, exact=False, correction=True)
        found |= {"chi2": rough.statistic, "chi2P": rough.pvalue}
    return found


def by_delong(table):
    (up_a, down_a), (up_b, down_b) = (placements(table.truth, column_of(table, model)) for model in (table.candidate, table.champion))
    variance = sum(np.cov(x, y) @ [1, -1] @ [1, -1] / len(x) for x, y in ((up_a, up_b), (down_a, down_b)))
    delta, error = up_a.mean() - up_b.mean(), np.sqrt(max(0.0, variance))
    return {"delta": delta, "se": error, **({"p": 2 * stats.norm.sf(abs(delta / error))} if error > 1e-9 else {})}
