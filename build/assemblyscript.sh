#!/usr/bin/env bash
# Installs the AssemblyScript compilers of both lines from npm, in artifacts/assemblyscript/0.27 and 0.28: once, then without a network.
# Beside them, our SDK as plugins import it: under its own name (sdk), and in place of the upstream's (compat).
set -euo pipefail
cd "$(dirname "$0")/.."
# Several builds and tests come here at once.
mkdir -p artifacts
exec 9>artifacts/assemblyscript.lock
flock 9

mkdir -p artifacts/assemblyscript
exec 9>artifacts/assemblyscript/.lock
flock 9
for line in 0.27 0.28; do
  from=build/assemblyscript/$line into=artifacts/assemblyscript/$line
  cmp -s $from/package-lock.json $into/installed.json && continue
  command -v npm >/dev/null || { echo "assemblyscript: npm is missing; run make setup" >&2; exit 1; }
  mkdir -p $into
  cp $from/package.json $from/package-lock.json $into/
  npm ci --prefix $into --ignore-scripts --no-audit --no-fund --silent
  cp $from/package-lock.json $into/installed.json
done

for link in sdk/node_modules/@signalk-appliance/plugin-sdk compat/node_modules/@signalk/assemblyscript-plugin-sdk; do
  mkdir -p "$(dirname artifacts/assemblyscript/$link)"
  ln -sfn "$PWD/src/plugin-sdk/assemblyscript" artifacts/assemblyscript/$link
done
