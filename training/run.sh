#!/usr/bin/env bash
# Train, export and calibrate all components: training/run.sh DATA WEIGHTS RUN [--threads N] [--bench FOLDER]
# DATA is the folder of the data sets, WEIGHTS that of MiniLM (model.safetensors, tokenizer.json),
# RUN that of checkpoints and logs. Cut off, the same command goes on where it was.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$root/.venv/bin/python}

fail() {
  echo "training: $1" >&2
  exit 2
}

[ $# -ge 3 ] || fail "usage: training/run.sh DATA WEIGHTS RUN [--threads N] [--bench FOLDER] [--out FOLDER]"
[ -d "$1" ] || fail "no such folder of data: $1"
[ -f "$2/model.safetensors" ] && [ -f "$2/tokenizer.json" ] ||
  fail "$2 is not MiniLM: it needs model.safetensors and tokenizer.json"
"$python" -c 'import torch, onnx, safetensors' 2>/dev/null ||
  fail "torch, onnx or safetensors is missing: install onrecord[train], or name a Python with PYTHON="
export PYTHONPATH="$root/src:$root${PYTHONPATH:+:$PYTHONPATH}"
data=$1 weights=$2 run=$3
shift 3
exec "$python" -m training.run --data "$data" --weights "$weights" --run "$run" "$@"
