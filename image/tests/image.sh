# Sourced by the tests of an image: which one it is, where logs go, and what runs in the toolbox. With `maker` set it is that vendor's.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
ARCH=${ARCH:-amd64}
case $ARCH in amd64) BOARD=${BOARD:-pc} ;; arm64) BOARD=${BOARD:-rpi5} ;; *) die "ARCH is amd64 or arm64, not '$ARCH'" ;; esac
image=${IMAGE:-$REPO/artifacts/image/signalk-${maker:+$maker-}${VERSION:-$(product_version)}-$BOARD.img}
[ -e "$image" ] || die "there is no $image: make image ARCH=$ARCH${maker:+ VENDOR=$maker}"
keys=$REPO/artifacts/image-keys${maker:+/$maker}
log=$REPO/artifacts/image/log
mkdir -p "$log"
TOOLBOX_BIND=$(dirname "$(realpath "$image")")
export TOOLBOX_BIND

# in_toolbox SECONDS TEST ARGUMENT...; JOBS: machines at once, where a test has several
in_toolbox() { "$IMAGE_DIR/toolbox.sh" timeout "$1" env JOBS="${JOBS:-2}" python3 "$IMAGE_DIR/tests/$2.py" "${@:3}"; }
# Where the image's binary runs here they take seconds.
refusals() { in_toolbox 300 refusals $BOARD "$image" "$keys" "${image%.img}.raucb" "$log/refusals"; }
