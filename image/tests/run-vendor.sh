#!/usr/bin/env bash
# make image-test-vendor: what `make image VENDOR=EXAMPLE` made.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
VERSION=${VERSION:-$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' "$REPO/Directory.Build.props")}
image=${IMAGE:-$REPO/artifacts/image/signalk-EXAMPLE-$VERSION-pc.img}
[ -e "$image" ] || die "there is no $image: make image VENDOR=EXAMPLE"
mkdir -p "$REPO/artifacts/image/log"
export TOOLBOX_BIND=$(dirname "$(realpath "$image")")
exec "$IMAGE_DIR/toolbox.sh" timeout 1200 python3 "$IMAGE_DIR/tests/vendor.py" "$image" "$REPO/artifacts/image-keys/EXAMPLE" "$REPO/artifacts/image/log/vendor.log"
