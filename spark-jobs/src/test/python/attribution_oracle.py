"""The evaluation's numbers a second time, in NumPy and SciPy, sharing nothing with the Java code but the digits.

usage: attribution_oracle.py digits.csv.gz FOLDER

FOLDER/setting.json says what to compute; FOLDER/train.f32 and FOLDER/queries.f32 are the engine's sketches (little-endian
float32, row-major), of which the int8 scores are computed again. Writes FOLDER/oracle.json.
"""

import gzip
import json
import pathlib
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.stats import pearsonr, spearmanr

CLASSES, FEATURES = 10, 65


def residuals(weights, x, y):
    """Probabilities minus the label's one, and the cross entropy of each row."""
    logits = x @ weights.reshape(CLASSES, FEATURES).T
    logits -= logits.max(axis=1, keepdims=True)
    total = np.exp(logits).sum(axis=1)
    losses = np.log(total) - logits[np.arange(len(y)), y]
    return np.exp(logits) / total[:, None] - np.eye(CLASSES)[y], losses


def train(x, y, l2, start):
    def objective(weights):
        off, losses = residuals(weights, x, y)
        return losses.mean() + l2 / 2 * weights @ weights, (off.T @ x / len(y)).ravel() + l2 * weights

    found = minimize(
        objective, start, jac=True, method="L-BFGS-B",
        options={"gtol": 1e-11, "ftol": 0, "maxiter": 20000, "maxfun": 40000, "maxcor": 50},
    )
    return found.x


def gradients(weights, x, y):
    off, _ = residuals(weights, x, y)
    return (off[:, :, None] * x[:, None, :]).reshape(len(y), -1)


def damped_fisher(rows, ratio):
    fisher = rows.T @ rows / len(rows)
    return fisher + ratio * np.trace(fisher) / len(fisher) * np.eye(len(fisher))


def quantize(row):
    """int8 and a power-of-two exponent, the smallest one that keeps the rounded magnitudes at 127 or less."""
    row = row.astype(np.float64)
    exponent = -300
    while np.abs(np.rint(np.ldexp(row, -exponent))).max() > 127:
        exponent += 1
    return np.rint(np.ldexp(row, -exponent)).astype(np.int64), exponent


def engine_scores(train_sketches, query_sketches, ratio):
    """Rows are scaled by a power of two that brings their median to the int8 range; the scores are in those coordinates."""
    exponents = sorted(quantize(row)[1] for row in train_sketches)
    scale = 2.0 ** -exponents[(len(exponents) - 1) // 2]
    train = train_sketches.astype(np.float64) * scale
    values = np.array([np.ldexp(q.astype(np.float64), e) for q, e in map(quantize, train)])
    preconditioner = np.linalg.inv(damped_fisher(values, ratio))
    rows = [quantize(preconditioner @ row) for row in train]
    scores = []
    for query in query_sketches:
        q, e = quantize(query.astype(np.float64) * scale)
        scores.append([float(np.ldexp(float(q @ row), e + each)) for row, each in rows])
    return scores


def main(digits, folder):
    setting = json.loads((folder / "setting.json").read_text())
    rows, queries, l2, ratio = (setting[key] for key in ("train_rows", "query_rows", "l2", "damping_ratio"))
    table = np.loadtxt(gzip.open(digits), delimiter=",")
    x = np.hstack([table[:, :64] / 16, np.ones((len(table), 1))])
    y = table[:, 64].astype(int)
    order = np.random.RandomState(setting["split_seed"]).permutation(len(table))
    xt, yt = x[order[:rows]], y[order[:rows]]
    xq, yq = x[order[rows : rows + queries]], y[order[rows : rows + queries]]

    weights = train(xt, yt, l2, np.zeros(CLASSES * FEATURES))
    g_train, g_query = gradients(weights, xt, yt), gradients(weights, xq, yq)
    scores = g_query @ np.linalg.solve(damped_fisher(g_train, ratio), g_train.T)

    before = residuals(weights, xq, yq)[1]
    predicted, measured = [], []
    for seed in range(setting["first_subset_seed"], setting["first_subset_seed"] + setting["subsets"]):
        half = np.random.RandomState(seed).choice(rows, rows // 2, replace=False)
        predicted.append(scores[:, half].sum(axis=1))
        measured.append(-residuals(train(xt[half], yt[half], l2, weights), xq, yq)[1])
    predicted, measured = np.array(predicted), np.array(measured)
    lds = [spearmanr(predicted[:, q], measured[:, q]).statistic for q in range(queries)]

    added = []
    for row in range(rows):
        kept = np.arange(rows) != row
        added.append(residuals(train(xt[kept], yt[kept], l2, weights), xq, yq)[1] - before)
    added = np.array(added)
    loo = [pearsonr(scores[q], added[:, q]).statistic for q in range(queries)]

    sketches = [
        np.fromfile(folder / name, dtype="<f4").reshape(-1, CLASSES * FEATURES)
        for name in ("train.f32", "queries.f32")
    ]
    oracle = {
        "weights": weights.tolist(),
        "train_gradients": g_train.tolist(),
        "scores": scores.tolist(),
        "int8_scores": engine_scores(*sketches, ratio),
        "lds": float(np.mean(lds)),
        "loo": float(np.mean(loo)),
    }
    (folder / "oracle.json").write_text(json.dumps(oracle))


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
