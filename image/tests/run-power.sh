#!/usr/bin/env bash
# make power-cut: a machine that runs the image is killed ROUNDS times while its server writes, and N states of its disk that a cut at
# any other moment could have left are looked at. What was recorded of the machine stays, for other states of the same image.
. "$(dirname "${BASH_SOURCE[0]}")/image.sh"
[ "$ARCH" = amd64 ] || die "power cuts are tested on amd64"
directory=$REPO/artifacts/image/power
mkdir -p "$directory"
need clang clang
clang --target=wasm32-wasi -mexec-model=reactor -Os -Wall -Wextra -Werror -Wl,--strip-all -I"$REPO/src/plugin-sdk/c" \
  -o "$directory/ledger.wasm" "$IMAGE_DIR/tests/power/ledger.c"
exec "$IMAGE_DIR/toolbox.sh" env PYTHONPATH="$IMAGE_DIR/tests" timeout 7200 python3 "$IMAGE_DIR/tests/power/main.py" \
  "$image" "$directory/ledger.wasm" "$directory/machine" "${N:-300}" "${ROUNDS:-3}" "${SEED:-$((RANDOM))}"
