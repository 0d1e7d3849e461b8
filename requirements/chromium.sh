#!/usr/bin/env bash
# The browser tests need Chromium: install it when root, name it when not.
set -euo pipefail

command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null
else
  echo "onrecord: the browser tests need Chromium: install the package chromium" >&2
  exit 1
fi
