#!/usr/bin/env bash
# Compiles the guests here with both compilers and both runtimes: artifacts/abi-plugins/NAME-LINE-RUNTIME.wasm. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
build/assemblyscript.sh

here=tests/SignalK.Plugins.Tests/Abi/Sources out=artifacts/abi-plugins
for line in 0.27 0.28; do
  jobs=()
  for runtime in incremental stub; do
    for name in language fetch; do
      transform=
      [ $name != fetch ] || transform=', "--transform", "as-fetch/transform"'
      jobs+=("{\"entry\":\"$here/$name/index.ts\",\"out\":\"$out/$name-$line-$runtime.wasm\",\"args\":[\"--runtime\",\"$runtime\"$transform]}")
    done
  done
  (IFS=,; echo "[${jobs[*]}]") | node build/asc.mjs $line
done
