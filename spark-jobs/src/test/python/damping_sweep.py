"""How well the automatic damping does on the digits: the linear datamodeling score over the ratios, and the ratio that the sweep picks.

usage: damping_sweep.py digits.csv.gz

Protocol as in evaluate: 1,000 training rows, 200 queries, 100 halves. For three regularisations, without and with 20 % of wrong labels
(other split), for whole gradients and for a random projection to 256 dimensions. A few minutes.
"""

import sys

import numpy as np
from scipy.stats import rankdata

from attribution_oracle import gradients, residuals, train

RATIOS = [0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10]
SHOWN = [0.01, 0.1, 0.3, 0.5, 1, 2, 10]
FOLDS = 4
MASK = (1 << 64) - 1


def fold(row):
    """The fold of contribution row-N of datanet digits, as class HeldOut says."""
    value = 0xCBF29CE484222325
    for text in ("digits", f"row-{row}"):
        for byte in text.encode():
            value = (value ^ byte) * 0x100000001B3 & MASK
        value = value * 0x100000001B3 & MASK
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & MASK
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & MASK
    return (value ^ value >> 33) >> 62


def pick(rows):
    folds = np.array([fold(row) for row in range(len(rows))])
    criteria = np.zeros(len(RATIOS))
    for held_out in range(FOLDS):
        fitted, judged = rows[folds != held_out], rows[folds == held_out]
        values, vectors = np.linalg.eigh(fitted.T @ fitted / len(fitted))
        values = np.maximum(values, 0)
        b = vectors.T @ (judged.T @ judged / len(judged)) @ vectors
        for i, ratio in enumerate(RATIOS):
            p = 1 / (values + ratio * values.mean())
            criteria[i] -= np.sum(p * np.diag(b)) ** 2 / np.sum(p[:, None] * b * b * p[None, :])
    return RATIOS[int(np.argmin(criteria))]


def datamodeling(rows, queries, halves, measured, ratio):
    fisher = rows.T @ rows / len(rows)
    damped = fisher + ratio * np.trace(fisher) / len(fisher) * np.eye(len(fisher))
    scores = queries @ np.linalg.solve(damped, rows.T)
    predicted = np.array([scores[:, half].sum(axis=1) for half in halves])
    one, other = np.apply_along_axis(rankdata, 0, predicted), np.apply_along_axis(rankdata, 0, measured)
    return np.mean([np.corrcoef(one[:, q], other[:, q])[0, 1] for q in range(one.shape[1])])


def world(table, seed, noise):
    x = np.hstack([table[:, :64] / 16, np.ones((len(table), 1))])
    y = table[:, 64].astype(int)
    order = np.random.RandomState(seed).permutation(len(table))
    labels = y[order[:1000]].copy()
    if noise:
        draws = np.random.RandomState(77 + seed)
        wrong = draws.rand(len(labels)) < noise
        labels[wrong] = (labels[wrong] + draws.randint(1, 10, wrong.sum())) % 10
    return x[order[:1000]], labels, x[order[1000:1200]], y[order[1000:1200]]


def main(digits):
    table = np.loadtxt(digits, delimiter=",")
    print("| L2 | wrong labels | dimensions |", *(f"{ratio:g} |" for ratio in SHOWN), "picked | score there | best |")
    for seed, noise in ((0, 0), (1, 0.2)):
        xt, yt, xq, yq = world(table, seed, noise)
        for l2 in (1e-2, 1e-3, 1e-4):
            weights = train(xt, yt, l2, np.zeros(650))
            halves = [np.random.RandomState(each).choice(1000, 500, replace=False) for each in range(100, 200)]
            measured = np.array([-residuals(train(xt[half], yt[half], l2, weights), xq, yq)[1] for half in halves])
            for dimension in (650, 256):
                matrix = np.eye(650)
                if dimension < 650:
                    matrix = np.random.RandomState(5).choice([-1.0, 1.0], (650, dimension)) / np.sqrt(dimension)
                rows, queries = gradients(weights, xt, yt) @ matrix, gradients(weights, xq, yq) @ matrix
                scores = {ratio: datamodeling(rows, queries, halves, measured, ratio) for ratio in RATIOS}
                picked, best = pick(rows), max(scores.values())
                cells = [f"{l2:g}", f"{noise:.0%}", dimension, *(f"{scores[ratio]:.3f}" for ratio in SHOWN)]
                cells += [picked, f"{scores[picked]:.3f} ({scores[picked] / best:.0%})", f"{best:.3f}"]
                print("|", *(f"{cell} |" for cell in cells), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
