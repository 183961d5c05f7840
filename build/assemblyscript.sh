#!/usr/bin/env bash
# Installs the AssemblyScript compilers of both lines from npm, in artifacts/assemblyscript/0.27 and 0.28: once, then without a network.
set -euo pipefail
cd "$(dirname "$0")/.."

for line in 0.27 0.28; do
  from=build/assemblyscript/$line into=artifacts/assemblyscript/$line
  cmp -s $from/package-lock.json $into/installed.json && continue
  command -v npm >/dev/null || { echo "assemblyscript: npm is missing; run make setup" >&2; exit 1; }
  mkdir -p $into
  cp $from/package.json $from/package-lock.json $into/
  npm ci --prefix $into --ignore-scripts --no-audit --no-fund --silent
  cp $from/package-lock.json $into/installed.json
done
