"""Spans by infini-gram: python3 infinigram.py FOLDER LEAST COMPARED.

FOLDER has tokenized.0 and offset.0, as infini-gram's builder wants them, and queries.txt with the token ids of one
output a line. Prints 'BUILD_SECONDS QUERY_SECONDS QUERY_CPU_SECONDS QUERY_TOKENS', timed over all outputs with the occurrences of spans
that stand at most 1,000 times, and then 'OUTPUT START END COUNT' for every span of the first COMPARED outputs.
"""

import os
import subprocess
import sys
import time

from infini_gram.engine import InfiniGramEngine

WARM_UPS = 20
EVERY_SPAN = 1 << 40


def build(folder):
    empty = os.path.join(folder, "empty")
    os.makedirs(empty)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "infini_gram.indexing", "--data_dir", empty, "--save_dir", folder]
        + ["--temp_dir", os.path.join(folder, "temporary"), "--token_dtype", "u16", "--shards", "1"]
        + ["--cpus", str(os.cpu_count()), "--mem", "8", "--ulimit", "1024"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main():
    folder, least, compared = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    build_seconds = build(folder)
    engine = InfiniGramEngine(
        index_dir=folder,
        eos_token_id=0,
        vocab_size=65535,
        token_dtype="u16",
        ds_prefetch_depth=0,
        sa_prefetch_depth=0,
        od_prefetch_depth=0,
        attribution_block_size=256,
    )
    with open(os.path.join(folder, "queries.txt")) as lines:
        queries = [[int(token) for token in line.split()] for line in lines]

    def spans(query, most):
        return engine.attribute(input_ids=query, delim_ids=[], min_len=least, max_cnt=most, enforce_bow=False)["spans"]

    for query in queries[:WARM_UPS]:
        spans(query, 1000)
    start, cpu = time.perf_counter(), time.process_time()
    for query in queries:
        spans(query, 1000)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    print(build_seconds, seconds, cpu_seconds, sum(len(query) for query in queries))
    for output, query in enumerate(queries[:compared]):
        for span in spans(query, EVERY_SPAN):
            print(output, span["l"], span["r"], span["count"])


main()
