"""Draws the tables: labels and two models' answers, seeded, of every kind that a metric may meet."""

from dataclasses import dataclass, field

import numpy as np

BINARY_SIZES = [1, 2, 3, 7, 12, 30, 80, 199, 200, 450, 1500, 6000]
CHANCES = [0.5, 0.2, 0.9, 0.03, 0.5, 0.35]


@dataclass
class Table:
    name: str
    task: str
    truth: np.ndarray
    candidate: dict
    champion: dict
    threshold: float | None = None
    weight: np.ndarray | None = None
    group: np.ndarray | None = None
    #: Ids of which nothing is predicted, and ids that are predicted twice.
    missing: list = field(default_factory=list)
    repeated: list = field(default_factory=list)
    #: Predictions are written in another order than labels.
    shuffled: bool = False


def all_tables():
    tables = [binary(seed) for seed in range(104)]
    tables += [large(200), one_class(201, 1), one_class(202, 0), constant_score(203), perfect(204), reversed_score(205)]
    tables += [multiclass(seed) for seed in range(300, 332)]
    tables += [regression(seed) for seed in range(400, 430)]
    tables += [ranking(seed) for seed in range(500, 522)]
    tables += [refused(seed) for seed in range(600, 606)]
    return tables


def binary(seed):
    rng = np.random.default_rng(seed)
    n = BINARY_SIZES[seed % 12]
    truth = (rng.random(n) < CHANCES[seed % 6]).astype(int)
    score = np.clip(0.35 * truth + rng.normal(0.35, 0.2, n), 0, 1)
    other = np.clip(score + rng.normal(0, 0.1, n), 0, 1)
    if seed % 3 == 0:  # ties
        score, other = np.round(score, 1), np.round(other, 1)
    weight = weights(rng, n) if seed % 4 == 1 else None
    group = rng.integers(0, max(2, n // 6), n) if seed % 8 in (2, 5) and n >= 30 else None
    threshold = [0.5, 0.9, 0.1, 0.35][seed % 4]
    return scored(f"binary-{seed:03}", truth, score, other, threshold, weight=weight, group=group, shuffled=seed % 5 == 0)


def weights(rng, n):
    """Some rows weigh nothing, but never a whole table."""
    drawn = np.where(rng.random(n) < 0.1, 0, rng.gamma(2, 1, n))
    drawn[0] = 1.5
    return drawn


def scored(name, truth, score, other, threshold, **rest):
    return Table(name, "binary", truth, answers(score, threshold), answers(other, threshold), threshold=threshold, **rest)


def answers(score, threshold):
    return {"score": score, "prediction": (score >= threshold).astype(int)}


def large(seed):
    rng = np.random.default_rng(seed)
    truth = (rng.random(100_000) < 0.2).astype(int)
    score = np.clip(0.3 * truth + rng.normal(0.35, 0.2, 100_000), 0, 1)
    return scored("binary-100k", truth, score, np.clip(score + rng.normal(0, 0.1, 100_000), 0, 1), 0.5, shuffled=True)


def one_class(seed, label):
    rng = np.random.default_rng(seed)
    return scored(f"binary-only-{label}", np.full(50, label), rng.random(50), rng.random(50), 0.5)


def constant_score(seed):
    rng = np.random.default_rng(seed)
    return scored("binary-constant-score", (rng.random(60) < 0.4).astype(int), np.full(60, 0.4), rng.random(60), 0.5)


def perfect(seed):
    truth = (np.random.default_rng(seed).random(70) < 0.3).astype(int)
    return scored("binary-perfect", truth, 0.1 + 0.8 * truth, 0.2 + 0.5 * truth, 0.5)


def reversed_score(seed):
    rng = np.random.default_rng(seed)
    truth = (rng.random(70) < 0.3).astype(int)
    return scored("binary-reversed", truth, 0.9 - 0.8 * truth, rng.random(70), 0.5)


def multiclass(seed):
    rng = np.random.default_rng(seed)
    n, k = [2, 8, 60, 300, 4000][seed % 5], [3, 5, 12][seed % 3]
    truth = rng.integers(0, k, n) if seed % 7 else np.full(n, 1)
    guess = rng.integers(0, k, n) if seed % 11 else np.full(n, 1)
    candidate = np.where(rng.random(n) < 0.7, truth, guess) if seed % 11 else np.full(n, 1)
    champion = np.where(rng.random(n) < 0.65, truth, guess)
    weight = weights(rng, n) if seed % 4 == 1 else None
    return Table(f"multiclass-{seed}", "multiclass", truth, {"prediction": candidate}, {"prediction": champion}, weight=weight)


def regression(seed):
    rng = np.random.default_rng(seed)
    n = [1, 2, 9, 60, 199, 250, 3000][seed % 7]
    truth = rng.normal(0, 10, n) * 10.0 ** rng.integers(-3, 4) if seed % 9 else np.full(n, 3.5)
    spread = np.std(truth) or 1
    candidate, champion = (truth + rng.normal(0, share * spread, n) for share in (0.22, 0.2))
    weight = weights(rng, n) if seed % 4 == 1 else None
    group = rng.integers(0, max(2, n // 5), n) if seed % 4 == 2 and n >= 30 else None
    return Table(f"regression-{seed}", "regression", truth, {"prediction": candidate}, {"prediction": champion}, weight=weight, group=group)


def ranking(seed):
    rng = np.random.default_rng(seed)
    queries = [1, 2, 15, 80, 300][seed % 5]
    sizes = rng.integers(1, 14, queries)
    group = np.repeat(np.arange(queries), sizes)
    n = len(group)
    truth = (rng.random(n) < [0.3, 0.05, 0.6][seed % 3]).astype(int) if seed != 511 else np.zeros(n, dtype=int)
    score = rng.normal(truth, 1)
    other = score + rng.normal(0, 0.7, n)
    if seed % 2:  # ties
        score, other = np.round(score), np.round(other)
    order = rng.permutation(n)
    threshold = 0.5
    models = [answers(values[order], threshold) for values in (score, other)]
    return Table(f"ranking-{seed}", "ranking", truth[order], *models, threshold=threshold, group=group[order])


def refused(seed):
    """Tables that must not be measured at all."""
    table = binary(seed + 6)
    table.name = f"refused-{seed}"
    n = len(table.truth)
    rng = np.random.default_rng(seed)
    chosen = [int(row) for row in sorted(rng.choice(n, size=min(n, 1 + seed % 3), replace=False))]
    if seed % 2:
        table.repeated = chosen
    else:
        table.missing = chosen
    return table
