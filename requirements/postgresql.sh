#!/usr/bin/env bash
# The tests of a record on a server need PostgreSQL's programs: install them when root, name them when not.
set -euo pipefail

command -v initdb >/dev/null && exit 0
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL for the tests of a record on a server …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql >/dev/null
else
  echo "onrecord: the tests of a record on a server need PostgreSQL: install the package postgresql" >&2
  exit 1
fi
