"""Writes the tiny gradient stores of src/test/resources/.../stores with the tools themselves.

    python -m venv v && v/bin/pip install -r requirements.txt
    v/bin/python write_stores.py ../../resources/org/tributary/ingest/stores

Beside every store lies expected.json: the rows as each tool's own reader (or NumPy, where it has
none) gives them, as float32, and the loss weights. README.md says what each store is for.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import ml_dtypes  # registers bfloat16 with NumPy
import numpy as np
import torch

OUT = Path(sys.argv[1]).resolve()
ROWS, QUERIES = 6, 3


def model_and_data():
    torch.manual_seed(7)
    model = torch.nn.Sequential(
        torch.nn.Linear(3, 4, bias=False), torch.nn.ReLU(), torch.nn.Linear(4, 2, bias=False)
    )
    x = torch.randn(ROWS + QUERIES, 3)
    y = torch.randint(0, 2, (ROWS + QUERIES,))
    return model, x, y


def fresh(name):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def expect(folder, rows, weights=None, data_ids=None):
    rows = np.asarray(rows).astype(np.float32)
    expected = {"rows": [[float(v) for v in row] for row in rows]}
    if weights is not None:
        expected["weights"] = [float(w) for w in np.asarray(weights).reshape(-1)]
    if data_ids is not None:
        expected["data_ids"] = data_ids
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def trak(half):
    from trak import TRAKer

    folder = fresh("trak-float16" if half else "trak-float32")
    model, x, y = model_and_data()
    if half:
        model, x = model.half(), x.half()
    make = lambda: TRAKer(
        model=model, task="image_classification", train_set_size=ROWS, save_dir=str(folder / "trak"),
        device="cpu", proj_dim=4, use_half_precision=half, projector_seed=3, logging_level=50,
    )
    traker = make()
    traker.load_checkpoint(model.state_dict(), model_id=0)
    for at in range(0, ROWS, 3):
        traker.featurize(batch=(x[at : at + 3], y[at : at + 3]), num_samples=3)
    traker.finalize_features(del_grads=False)
    traker = make()  # finalizing frees the projector's matrix; this one reads it from the folder
    traker.start_scoring_checkpoint("night", model.state_dict(), model_id=0, num_targets=QUERIES)
    traker.score(batch=(x[ROWS:], y[ROWS:]), num_samples=QUERIES)
    del traker
    expect(
        folder,
        np.load(folder / "trak/0/grads.mmap"),
        np.load(folder / "trak/0/out_to_loss.mmap"),
    )
    queries = folder / "queries"
    queries.mkdir()
    expect(queries, np.load(folder / "trak/0/night_grads.mmap"))
    for file in (folder / "trak").rglob("*"):
        if file.is_file() and file.name in ("store.log", "experiments.json"):
            file.unlink()
    shutil.rmtree(folder / "trak/scores", ignore_errors=True)


def dattri():
    from dattri.algorithm.block_projected_if.offload.disk_io.memory_map import (
        ChunkedMemoryMapHandler as Chunks,
    )

    for name, dtype in (("dattri-float32", torch.float32), ("dattri-bfloat16", torch.bfloat16)):
        folder = fresh(name)
        torch.manual_seed(11)
        rows = torch.randn(ROWS, 5).to(dtype)
        rows[0, 0], rows[0, 1] = -0.0, 1e-39  # a subnormal in both types
        path = str(folder / "cache/grad")
        # Batches 0..2 of two rows; the first chunk got its batches out of order, as dattri's
        # asynchronous writers may.
        write = lambda chunk, batches: Chunks.write_chunk(
            path, "gradients", chunk, batches, [3, 2], flush_mode="sync"
        )
        write(
            torch.cat([rows[2:4], rows[0:2]]),
            [
                {"batch_idx": 1, "start_row": 0, "end_row": 2},
                {"batch_idx": 0, "start_row": 2, "end_row": 4},
            ],
        )
        write(rows[4:6], [{"batch_idx": 2, "start_row": 0, "end_row": 2}])
        loaded, _ = Chunks.load_chunk_tensor(path, "chunk_gradients_2_2")
        assert torch.equal(loaded, rows[4:6])
        expect(folder, rows.float().numpy())


def logix(dtype):
    import logix as library

    folder = fresh("logix-" + dtype)
    model, x, y = model_and_data()
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "config.yaml"
        config.write_text(
            f"root_dir: {scratch}\nlogging:\n  log_dtype: {'none' if dtype == 'float32' else dtype}\n"
            "  flush_threshold: 60\n"
        )
        run = library.LogIX("run", config=str(config))
        run.watch(model)
        run.setup({"grad": ["log"]})
        run.save(True)
        for at in range(0, ROWS, 2):
            names = [f'example "{i}",\nline two' for i in range(at, at + 2)]
            with run(data_id=names):
                model.zero_grad()
                loss = torch.nn.functional.cross_entropy(
                    model(x[at : at + 2]), y[at : at + 2], reduction="sum"
                )
                loss.backward()
        run.finalize()
        (folder / "log").mkdir()
        for file in sorted(Path(scratch).rglob("log_rank_*")):
            shutil.copy(file, folder / "log")
        rows, ids = [], []
        from logix.logging.log_loader_utils import find_chunk_indices, get_flatten_item
        from logix.logging.mmap import MemoryMapHandler

        for chunk in find_chunk_indices(str(folder / "log")):
            metadata = MemoryMapHandler.read_metafile(str(folder / "log"), f"log_{chunk}_metadata.json")
            with MemoryMapHandler.read(str(folder / "log"), f"log_{chunk}.mmap") as mmap:
                for entry in metadata:
                    row = get_flatten_item(mmap, entry["offset"], entry["block_size"], entry["dtype"])
                    rows.append(row.to(torch.float32).numpy())
                    ids.append(entry["data_id"])
        expect(folder, rows, data_ids=ids)


def edges(dtype):
    """Every kind of number: zeros of both signs, subnormals, the largest, one that rounds."""
    values = np.array(
        [0.0, -0.0, 1.0, -1.5, 65504.0, 6e-8, -6e-5, 3.0e-5, 1 / 3, 1e-40, 3.0e38, -1e-45],
        dtype=np.float64,
    )
    with np.errstate(over="ignore"):
        values = values.astype(dtype)
    values = np.where(np.isfinite(values.astype(np.float64)), values, dtype.type(2.0))
    return values.reshape(4, 3)


def bergson_new():
    from bergson_sources import create_index

    for name in ("float16", "bfloat16", "float64"):
        folder = fresh("bergson-" + name)
        values = edges(np.dtype(name))
        index = create_index("2.5.1")(folder / "index", len(values), {"a": 1, "b": 2}, np.dtype(name))
        index[:] = values
        index.flush()
        expect(folder, values.astype(np.float64))


def bergson_old():
    from bergson_sources import create_index

    folder = fresh("bergson-old-shards")
    rng = np.random.default_rng(5)
    rows = []
    for shard, (count, dtype) in enumerate([(2, "float32"), (3, "float32"), (1, "bfloat16")]):
        part = folder / "index" / f"shard_{shard:05d}"
        values = rng.standard_normal((count, 5)).astype(np.dtype(dtype))
        index = create_index("0.4.6")(part, count, {"a": 2, "b": 3}, np.dtype(dtype), with_structure=False)
        index[:] = values
        index.flush()
        if shard < 2:  # versions before base_dtype: the structured type alone
            info = json.loads((part / "info.json").read_text())
            del info["base_dtype"]
            (part / "info.json").write_text(json.dumps(info, indent=2))
        rows.extend(values.astype(np.float32))
    expect(folder, rows)


if __name__ == "__main__":
    trak(half=False)
    trak(half=True)
    dattri()
    logix("float32")
    logix("float16")
    bergson_new()
    bergson_old()
