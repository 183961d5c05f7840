#!/usr/bin/env bash
# make image-test: boots the image that `make image` made, in QEMU under software emulation. TEST=hardware: with simulated CAN cards and radios.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
ARCH=${ARCH:-amd64}
case $ARCH in amd64) BOARD=${BOARD:-pc} ;; arm64) BOARD=${BOARD:-rpi5} ;; *) die "ARCH is amd64 or arm64, not '$ARCH'" ;; esac
VERSION=${VERSION:-$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' "$REPO/Directory.Build.props")}
image=${IMAGE:-$REPO/artifacts/image/signalk-$VERSION-$BOARD.img}
[ -e "$image" ] || die "there is no $image: make image ARCH=$ARCH"
mkdir -p "$REPO/artifacts/image/log"
export TOOLBOX_BIND=$(dirname "$(realpath "$image")")
# Updates that must be refused take seconds; the rest of updates is make image-test-update.
TEST=${TEST:-$([ "$ARCH" = amd64 ] && echo boot || echo boot_arm64)}
[ $TEST != boot ] || [ -n "${IMAGE:-}" ] || "$IMAGE_DIR/toolbox.sh" python3 "$IMAGE_DIR/tests/refusals.py" $BOARD "$image" "$REPO/artifacts/image-keys" \
  "${image%.img}.raucb" "$REPO/artifacts/image/log/refusals"
exec "$IMAGE_DIR/toolbox.sh" timeout 1500 python3 "$IMAGE_DIR/tests/$TEST.py" \
  "$image" "$REPO/artifacts/image/log/${TEST%_*}-$BOARD.log" ${ONLY:-}
