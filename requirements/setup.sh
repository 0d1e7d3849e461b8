#!/usr/bin/env bash
# Make .venv in the repository root, with the locked dependencies and onrecord itself.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "onrecord: $1" >&2
  exit 1
}

python=""
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3 python3-venv >/dev/null
  python=python3
fi
[ -n "$python" ] || fail "Python 3.11 or newer is missing: install the package python3"

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null
  else
    fail "Python's venv module is missing: install the package python3-venv"
  fi
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the locked dependencies into .venv …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
  --requirement requirements/dev.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
