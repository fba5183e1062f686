#!/usr/bin/env bash
# What Spark runs to learn which GPUs a machine has (spark.{driver,executor,worker}.resource.gpu.discoveryScript).
# Prints one line of JSON: {"name":"gpu","addresses":["0","1"]}. No GPU is an empty list and not an error: Spark then says
# itself what it lacks.
set -uo pipefail

addresses=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null | tr -d ' \r' |
  sed -n 's/^\([0-9][0-9]*\)$/"\1"/p' | paste -sd, -)
echo "{\"name\":\"gpu\",\"addresses\":[$addresses]}"
