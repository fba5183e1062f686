"""Cuts the part of a bergson store that the tests keep: every 4th training row, every 2nd query.

    python cut_code_lm.py STORE ../../resources/org/tributary/ingest/stores/bergson-code-lm

STORE has train/, query/, scores_dot.npy, scores_cos.npy and train_ids.csv, as README.md there says.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

store, out = Path(sys.argv[1]), Path(sys.argv[2])
TRAIN, QUERY = slice(0, None, 4), slice(0, None, 2)

for name, rows in (("train", TRAIN), ("query", QUERY)):
    info = json.loads((store / name / "info.json").read_text())
    width = sum(info["grad_sizes"].values())
    gradients = np.fromfile(store / name / "gradients.bin", np.float32).reshape(-1, width)[rows]
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    gradients.tofile(folder / "gradients.bin")
    info["num_items"] = info["num_grads"] = len(gradients)
    (folder / "info.json").write_text(json.dumps(info, indent=2))

for name in ("scores_dot", "scores_cos"):
    scores = np.load(store / f"{name}.npy")[QUERY, TRAIN]
    np.save(out / f"{name}.npy", np.ascontiguousarray(scores))

with open(store / "train_ids.csv") as source, open(out / "train_ids.csv", "w", newline="") as target:
    lines = list(csv.DictReader(source))[TRAIN]
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["row", "contribution_id", "datanet"])
    writer.writerows([i, line["contribution_id"], line["datanet"]] for i, line in enumerate(lines))
