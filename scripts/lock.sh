#!/usr/bin/env bash
# Write requirements.lock: exact versions and hashes of what Cordiale runs on and is developed with, for Python 3.11
# and later on Linux, macOS and Windows. It needs uv (python -m pip install uv).
#
#   scripts/lock.sh             keeps the versions that are locked, as far as pyproject.toml still allows them
#   scripts/lock.sh --upgrade   takes the newest
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v uv >/dev/null; then
    echo "scripts/lock.sh: uv is not there; python -m pip install uv" >&2
    exit 1
fi

new=requirements.lock.new
trap 'rm -f "$new"' EXIT
[ ! -f requirements.lock ] || cp requirements.lock "$new"
# No file of uv's and no index of this machine has a say: the same lock wherever it is made.
uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command scripts/lock.sh --group dev --group docs --output-file "$new" "$@" pyproject.toml

if grep -n -E '://|^ *(-i|--(extra-)?index-url|--find-links)|file:' "$new"; then
    echo "scripts/lock.sh: the lines above name an address, so nothing was written" >&2
    exit 1
fi
mv "$new" requirements.lock
