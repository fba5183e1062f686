"""Every preconditioner and every contributor vector a second time, in NumPy, sharing nothing with the Java code but the int8 rows.

usage: influence_oracle.py FOLDER

FOLDER/training.json says what there is: parts (checkpoint, dimension, scale exponent), weights of checkpoints, the ratio of lambda
to the mean eigenvalue, and examples with their gradients and with the rows that the curvature is made of, both in order of the parts.
Writes FOLDER/oracle.json: by method, the scoring row of every example and the vector of every contributor.
"""

import json
import pathlib
import sys

import numpy as np

DAMPED = {"RELATIVE", "DATAINF", "GAUSS_NEWTON"}


def slices(parts):
    start = 0
    for part in parts:
        yield part, slice(start, start + part["dimension"])
        start += part["dimension"]


def matrix(method, x, ratio):
    """The preconditioner of one part from its rows x, and lambda."""
    n, k = x.shape
    lam = ratio * np.sum(x * x) / n / k
    if method == "DATAINF":
        return (np.eye(k) - sum(np.outer(g, g) / (lam + g @ g) for g in x) / n) / lam, lam
    return np.linalg.inv(x.T @ x / n + lam * np.eye(k)), lam


def working(method, example, parts):
    """The gradient of an example in the coordinates of the method; zeros for a checkpoint that it lacks."""
    row = np.zeros(sum(part["dimension"] for part in parts))
    for part, at in slices(parts):
        gradient = example["gradients"].get(part["checkpoint"])
        if gradient is not None:
            whole = np.array(gradient)
            own = whole[part["start"] : part["start"] + part["dimension"]]
            if method == "GRADIENT_COSINE":
                own = own / np.linalg.norm(whole)
            row[at] = own * 2.0 ** -part["scale"] if method in DAMPED else own
    return row


def scoring(method, example, parts, matrices, weights):
    x = working(method, example, parts)
    y = np.zeros(len(x))
    for (part, at), p in zip(slices(parts), matrices):
        y[at] = p @ x[at]
    for checkpoint, weight in weights.items():
        mask = np.concatenate([np.full(p["dimension"], p["checkpoint"] == checkpoint) for p in parts])
        factor = weight * example["loss_weights"].get(checkpoint, 0)
        if method == "RELATIVE" and x[mask] @ y[mask] > 0:
            factor /= np.sqrt(x[mask] @ y[mask])
        y[mask] *= factor
    return y


def vector(method, own, parts, everybody, ratio, weights, matrices):
    """Rows of everybody else, straight into the method's formula; no Woodbury, no sums of sums."""
    result = []
    for number, (part, at) in enumerate(slices(parts)):
        checkpoint, n = part["checkpoint"], len(everybody[number][0])
        total = np.zeros(part["dimension"])
        for example in own:
            if not (example["earns"] and example["leads"] and checkpoint in example["loss_weights"]):
                continue
            raw = np.array(example["raw"])
            factor = example["loss_weights"][checkpoint]
            same = [(a, m) for (p, a), m in zip(slices(parts), matrices) if p["checkpoint"] == checkpoint]
            if method == "RELATIVE":
                factor /= np.sqrt(sum(raw[a] @ m @ raw[a] for a, m in same))
            if method == "GRADIENT_COSINE":
                scales = [2.0 ** p["scale"] for p in parts if p["checkpoint"] == checkpoint]
                factor /= np.sqrt(sum(np.sum((raw[a] * s) ** 2) for (a, m), s in zip(same, scales)))
            total += factor * raw[at]
        x, names = everybody[number]
        others = x[[name not in {e["id"] for e in own} for name in names]]
        lam = ratio * np.sum(x * x) / n / part["dimension"]
        if method == "DATAINF":
            inverse = (np.eye(len(total)) - sum(np.outer(g, g) / (lam + g @ g) for g in others) / n) / lam
            total = inverse @ total
        elif method in DAMPED:
            total = np.linalg.solve(others.T @ others / n + lam * np.eye(len(total)), total)
        else:
            total = total * 2.0 ** part["scale"]
        result.append(weights[checkpoint] * total)
    return np.concatenate(result)


def main(folder):
    training = json.loads((folder / "training.json").read_text())
    parts, examples, weights, ratio = (training[key] for key in ("parts", "examples", "weights", "ratio"))
    everybody = []
    for part, at in slices(parts):
        having = [e for e in examples if part["checkpoint"] in e["gradients"]]
        everybody.append((np.array([e["raw"][at] for e in having]), [e["id"] for e in having]))
    contributors = sorted({e["contributor"] for e in examples if e["earns"]})
    oracle = {}
    for method in training["methods"]:
        if method in DAMPED:
            matrices = [matrix(method, x, ratio)[0] for x, _ in everybody]
        else:
            matrices = [np.eye(part["dimension"]) for part in parts]
        oracle[method] = {
            "rows": {e["id"]: scoring(method, e, parts, matrices, weights).tolist() for e in examples},
            "vectors": {
                c: vector(
                    method, [e for e in examples if e["contributor"] == c], parts, everybody, ratio, weights, matrices
                ).tolist()
                for c in contributors
            },
        }
    (folder / "oracle.json").write_text(json.dumps(oracle))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
