#!/usr/bin/env bash
# The tests of `onrecord batch --ray` need Ray, 240 MB of it: only `make test` installs it, from a lock of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

locked=$(sed -n 's/^ray==\([^ ]*\).*/\1/p' requirements/ray.lock)
has='from importlib.metadata import distributions as d; print(*(x.version for x in d(name="ray")))'
[ "$(.venv/bin/python -c "$has")" = "$locked" ] && exit 0
echo "Installing Ray for the tests of many machines …"
if ! said=$(.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  --only-binary :all: --requirement requirements/ray.lock 2>&1); then
  if [[ $said != *"No matching distribution found for ray"* ]]; then
    echo "$said" >&2
    exit 1
  fi
  echo "onrecord: there is no Ray $locked for this Python: the tests of --ray are skipped" >&2
fi
