#!/usr/bin/env bash
# make image-test-update: updates of the image that `make image` made, and every state that a power cut leaves of a commit.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
ARCH=${ARCH:-amd64}
case $ARCH in amd64) BOARD=pc ;; arm64) BOARD=rpi5 ;; *) die "ARCH is amd64 or arm64, not '$ARCH'" ;; esac
VERSION=${VERSION:-$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' "$REPO/Directory.Build.props")}
image=${IMAGE:-$REPO/artifacts/image/signalk-$VERSION-$BOARD.img}
[ -e "$image" ] || die "there is no $image: make image ARCH=$ARCH"
logs=$REPO/artifacts/image/log
mkdir -p "$logs"
TOOLBOX_BIND=$(dirname "$(realpath "$image")")
export TOOLBOX_BIND
keys=$REPO/artifacts/image-keys
# Refusals take seconds where the image's binary runs here; both boards' commits, in the PC's guest, a minute.
[ "$BOARD" != pc ] || "$IMAGE_DIR/toolbox.sh" python3 "$IMAGE_DIR/tests/refusals.py" $BOARD "$image" "$keys" "${image%.img}.raucb" "$logs/refusals"
[ "$BOARD" != pc ] || "$IMAGE_DIR/toolbox.sh" timeout 1200 python3 "$IMAGE_DIR/tests/commit.py" "$image" "$logs/commit.log"
exec "$IMAGE_DIR/toolbox.sh" timeout 7200 python3 "$IMAGE_DIR/tests/update.py" $BOARD "$image" "$keys" "$logs/update-$BOARD.log" "$@"
