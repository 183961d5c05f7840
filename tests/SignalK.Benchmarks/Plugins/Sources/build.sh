#!/usr/bin/env bash
# Compiles the guests of the benchmarks as plugins are compiled: artifacts/benchmark-plugins/NAME.wasm. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
build/assemblyscript.sh

here=tests/SignalK.Benchmarks/Plugins/Sources jobs=()
for name in counter emitter; do
  jobs+=("{\"entry\":\"$here/$name/index.ts\",\"out\":\"artifacts/benchmark-plugins/$name.wasm\",\"args\":[\"--runtime\",\"incremental\"]}")
done
(IFS=,; echo "[${jobs[*]}]") | node build/asc.mjs 0.28
