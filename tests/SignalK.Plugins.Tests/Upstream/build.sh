#!/usr/bin/env bash
# Compiles each plugin here with both compilers and both runtimes, against the upstream SDK from npm, as packages in
# artifacts/upstream-plugins/NAME-LINE-RUNTIME. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/../../.."
build/assemblyscript.sh

here=tests/SignalK.Plugins.Tests/Upstream
for line in 0.27 0.28; do
  jobs=()
  for runtime in incremental stub; do
    for source in "$here"/*/index.ts; do
      folder=$(dirname "$source")
      out=artifacts/upstream-plugins/$(basename "$folder")-$line-$runtime
      mkdir -p "$out"
      cp -u "$folder/package.json" "$out/"
      transform=
      ! grep -q as-fetch "$source" || transform=', "--transform", "as-fetch/transform"'
      jobs+=("{\"entry\":\"$source\",\"out\":\"$out/plugin.wasm\",\"args\":[\"--runtime\",\"$runtime\"$transform]}")
    done
  done
  (IFS=,; echo "[${jobs[*]}]") | node build/asc.mjs $line
done
