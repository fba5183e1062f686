#!/usr/bin/env bash
# What only a machine with an NVIDIA GPU can tell: whether the cuBLAS kernel gives the reference's integers, how fast it
# is beside the GPU's measured peak, and whether the sample's night with the RAPIDS accelerator gives the same bytes.
# Needs no network and builds nothing. Bring along, beside the project's folder with spark-jobs/target as built:
#   a JDK 17 in JAVA_HOME, gpu/jdk or on the path;
#   Spark 4.1.3 in SPARK_HOME or gpu/spark, or the local Maven repository that the build used;
#   the accelerator's jar in TRIBUTARY_RAPIDS_JAR, gpu/rapids.jar or that repository;
#   libcudart.so.13, libcublas.so.13, libcublasLt.so.13 where the linker finds them, or in gpu/cuda.
# Usage: gpu/check.sh [FOLDER]; what it finds goes to FOLDER/results.txt (default: gpu/target/check), and to the terminal.
set -euo pipefail

gpu=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$gpu")
out=${1:-$gpu/target/check}
results=$out/results.txt
failed=0

stop() {
  echo "gpu/check.sh: $*" >&2
  exit 2
}

requirements() {
  command -v nvidia-smi >/dev/null ||
    stop "there is no nvidia-smi: this machine has no NVIDIA driver. Nothing was checked."
  [ -n "$(nvidia-smi -L 2>/dev/null)" ] || stop "nvidia-smi lists no GPU. Nothing was checked."
  if [ -z "${JAVA_HOME:-}" ] && [ -x "$gpu/jdk/bin/java" ]; then
    export JAVA_HOME=$gpu/jdk
  fi
  command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null ||
    stop "there is no java: set JAVA_HOME to a JDK 17 or put one at gpu/jdk. Nothing was checked."
  [ -f "$home/spark-jobs/target/tributary.jar" ] ||
    stop "spark-jobs/target/tributary.jar is missing: build it elsewhere with './tributary build'. Nothing was checked."
  if [ -z "${SPARK_HOME:-}" ] && [ -x "$gpu/spark/bin/spark-submit" ]; then
    export SPARK_HOME=$gpu/spark
  fi
  if [ -z "${TRIBUTARY_RAPIDS_JAR:-}" ] && [ -f "$gpu/rapids.jar" ]; then
    export TRIBUTARY_RAPIDS_JAR=$gpu/rapids.jar
  fi
  if [ -d "$gpu/cuda" ]; then
    export LD_LIBRARY_PATH=$gpu/cuda${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  fi
  export TRIBUTARY_NO_BUILD=1
}

# A row of the table.
row() {
  printf '| %-34s | %-10s | %10s |\n' "$1" "$2" "$3" | tee -a "$results"
}

# night NAME OPTIONS... [-- NIGHTLY_OPTIONS...]: the sample's night in a warehouse of its own, timed.
night() {
  local name=$1 start options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  start=$SECONDS
  if "$home/tributary" ${options[@]+"${options[@]}"} nightly --date 2026-06-30 --landing "$out/world/landing" \
    --policy "$out/world/policy" --warehouse "$out/$name" "$@" >"$out/$name.log" 2>&1; then
    took="$((SECONDS - start)) s"
  else
    took=failed
  fi
}

# The files of a run, without Hadoop's checksums.
hashes() {
  (cd "$out/$1/runs/2026-06-30/$(cat "$out/$1/runs/2026-06-30/current")" &&
    find . -type f ! -name '*.crc' -exec sha256sum {} + | sort -k 2)
}

same_as_cpu() {
  local name=$1 what=$2
  if [ "$took" = failed ]; then
    row "$what" "FAILED" "see $name.log"
    failed=1
  elif cmp -s <(hashes cpu) <(hashes "$name"); then
    row "$what" "same bytes" "$took"
  else
    row "$what" "DIFFERENT" "$took"
    diff <(hashes cpu) <(hashes "$name") >"$out/$name.diff" || true
    failed=1
  fi
}

requirements
# Only what an earlier check left is removed.
[ ! -e "$out" ] || [ -f "$out/.tributary-check" ] || [ -z "$(ls -A "$out")" ] ||
  stop "$out has files that no check has left there: name a new folder or an empty one. Nothing was checked."
rm -rf "$out"
mkdir -p "$out"
: >"$out/.tributary-check"
{
  date -u +%Y-%m-%d
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
  nproc | sed 's/$/ cores/'
  echo
} | tee "$results"

if ! "$home/tributary" bench kernels --need cublas 2>"$out/kernels.err" | tee -a "$results"; then
  tail -n 3 "$out/kernels.err" | tee -a "$results"
  failed=1
fi
echo | tee -a "$results"

"$home/tributary" sample --out "$out/world" >"$out/sample.log" 2>&1 || stop "the sample world can't be made, see $out/sample.log"
row "the sample's night" "" "time"
row "----------------------------------" "----------" "----------"
night cpu
[ "$took" != failed ] || stop "the night fails without a GPU already, see $out/cpu.log"
row "on the CPU" "" "$took"
night cublas -- --kernel cublas
same_as_cpu cublas "with kernel cublas"
night rapids --gpu
same_as_cpu rapids "with the RAPIDS accelerator"
night both --gpu -- --kernel cublas
same_as_cpu both "with both"
exit "$failed"
