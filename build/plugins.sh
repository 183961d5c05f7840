#!/usr/bin/env bash
# Builds every plugin of src/plugin-sdk/examples from source, each as a package that can be installed:
# artifacts/plugins/NAME/ and artifacts/plugins/NAME-VERSION.tgz. Builds what changed; no network once the compilers are there.
#
#   build/plugins.sh [NAME ...]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/rust.sh
. build/rust.sh
build/assemblyscript.sh

sdk=src/plugin-sdk out=artifacts/plugins
names=("$@")
[ ${#names[@]} -gt 0 ] || names=($(cd $sdk/examples && echo *))

# Whether a module is as new as everything it is made of.
current() { # MODULE SOURCE...
  local module=$1
  shift
  [ -f "$module" ] && [ -z "$(find "$@" build/plugins.sh -type f -newer "$module" -print -quit)" ]
}

build_rust() { # FOLDER NAME MODULE
  local rustc target targets=(wasm32-unknown-unknown)
  # Older compilers have the target for WASI under its older name.
  ! grep -q wasip1 "$1/package.json" || targets=(wasm32-wasip1 wasm32-wasi)
  read -r rustc target < <(rust_with "${targets[@]}")
  cargo_with "$rustc" build --quiet --release --offline --target "$target" --target-dir $out/.rust --manifest-path "$1/Cargo.toml"
  cp "$out/.rust/$target/release/${2//-/_}.wasm" "$3"
}

asc=()
for name in "${names[@]}"; do
  from=$sdk/examples/$name module=$out/$name/plugin.wasm
  mkdir -p "$out/$name"
  if [ -d "$from/assembly" ]; then
    asc+=("{\"entry\":\"$from/assembly/index.ts\",\"out\":\"$module\",\"args\":[\"--runtime\",\"incremental\"],\"inputs\":[\"$from/assembly\",\"$sdk/assemblyscript\"]}")
  elif [ -f "$from/Cargo.toml" ]; then
    current "$module" "$from" $sdk/rust || { build_rust "$from" "$name" "$module"; echo "  $module"; }
  else
    source=("$from"/plugin.c*) compiler=clang flags=()
    case $source in *.cpp) compiler=clang++ flags=(-std=c++17 -fno-exceptions) ;; esac
    current "$module" "$from" $sdk/c || {
      $compiler --target=wasm32-wasi -mexec-model=reactor -Os -Wall -Wextra -Werror -Wl,--strip-all "${flags[@]}" -I$sdk/c -o "$module" "$source"
      echo "  $module"
    }
  fi
done
[ ${#asc[@]} = 0 ] || (IFS=,; echo "[${asc[*]}]") | node build/asc.mjs 0.28 artifacts/assemblyscript/sdk

for name in "${names[@]}"; do
  cmp -s "$sdk/examples/$name/package.json" "$out/$name/package.json" || cp "$sdk/examples/$name/package.json" "$out/$name/"
  tarball=$(find $out -maxdepth 1 -name "signalk-example-$name-*.tgz" -print -quit)
  [ -n "$tarball" ] && current "$tarball" "$out/$name" || {
    rm -f "$out/signalk-example-$name"-*.tgz
    (cd "$out/$name" && npm pack --silent --pack-destination ..) | sed "s|^|  $out/|"
  }
done
