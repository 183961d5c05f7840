#!/usr/bin/env bash
# Compiles what tests the SDKs, in artifacts/sdk-tests: plugins that use everything of each language, and the plugins against the SDK of
# upstream once more against ours. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/../../.."
build/assemblyscript.sh

here=tests/SignalK.Plugins.Tests/Sdk out=artifacts/sdk-tests sdk=src/plugin-sdk
mkdir -p $out

# The author's guide: what it shows in AssemblyScript, one after the other.
mkdir -p $out/guide
{
  echo "import { $(grep -ohE '^export (abstract )?(class|function|enum) \w+' $sdk/assemblyscript/assembly/{api,events,http,network,plugin,put,radar,resources,serial,signalk,sockets,subscriptions,weather}.ts | awk '{ print $NF }' | sort | paste -sd,), JSON } from '@signalk-appliance/plugin-sdk/assembly'"
  awk '/^```ts$/ { shown = 1; next } /^```$/ { shown = 0 } shown' docs/plugins.md
} >$out/guide/new.ts
cmp -s $out/guide/new.ts $out/guide/index.ts || mv $out/guide/new.ts $out/guide/index.ts
rm -f $out/guide/new.ts

for line in 0.27 0.28; do
  own=("{\"entry\":\"$out/guide/index.ts\",\"out\":\"$out/guide-$line.wasm\",\"inputs\":[\"$out/guide\",\"$sdk/assemblyscript\"]}") compat=()
  for runtime in incremental stub; do
    for source in everything json; do
      own+=("{\"entry\":\"$here/assembly/$source.ts\",\"out\":\"$out/$source-$line-$runtime.wasm\",\"args\":[\"--runtime\",\"$runtime\"],\"inputs\":[\"$here/assembly\",\"$sdk/assemblyscript\"]}")
    done
  done
  for source in $here/../Upstream/*/index.ts; do
    name=$(basename "$(dirname "$source")")
    # The package as-fetch is of another's making.
    grep -q as-fetch "$source" || compat+=("{\"entry\":\"$source\",\"out\":\"$out/compat-$name-$line.wasm\",\"args\":[\"--runtime\",\"incremental\"],\"inputs\":[\"$source\",\"$sdk/assemblyscript\"]}")
  done
  (IFS=,; echo "[${own[*]}]") | node build/asc.mjs $line artifacts/assemblyscript/sdk
  (IFS=,; echo "[${compat[*]}]") | node build/asc.mjs $line artifacts/assemblyscript/compat
done

flags=(--target=wasm32-wasi -mexec-model=reactor -Os -Wall -Wextra -Werror -I$sdk/c)
if [ -n "$(find $here/c $sdk/c "$0" -type f -newer $out/everything-cpp.wasm -print -quit 2>&1)" ]; then
  clang "${flags[@]}" -std=c99 -o $out/everything-c.wasm $here/c/everything.c
  clang++ "${flags[@]}" -std=c++11 -fno-exceptions -x c++ -o $out/everything-cpp.wasm $here/c/everything.c
fi
if [ -n "$(find $here/rust $sdk/rust -name '*.rs' -newer $out/everything-rust.wasm -print -quit 2>&1)" ]; then
  . build/rust.sh
  read -r rustc target < <(rust_with wasm32-unknown-unknown)
  cargo_with "$rustc" build --quiet --release --offline --target "$target" --target-dir $out/rust --manifest-path $here/rust/Cargo.toml
  cp $out/rust/"$target"/release/everything.wasm $out/everything-rust.wasm
fi
