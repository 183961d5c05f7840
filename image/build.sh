#!/usr/bin/env bash
# Builds an image: make image ARCH=amd64|arm64 [BOARD=pc|rpi5] [VENDOR=NAME] [KERNEL=debian-bpo|rpi] [BINARY=FILE|none] [VERSION=X.Y.Z]
#
# Writes artifacts/image/signalk-VERSION-BOARD.img.zst, its .sha256, .packages (with licences) and .raucb (the update).
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$IMAGE_DIR/lib/mirror.sh"
. "$IMAGE_DIR/lib/packages.sh"

ARCH=${ARCH:-amd64} KERNEL=${KERNEL:-debian-bpo} VENDOR=${VENDOR:-} BINARY=${BINARY:-}
case $ARCH in
  amd64) BOARD=${BOARD:-pc} rid=linux-x64 ;;
  arm64) BOARD=${BOARD:-rpi5} rid=linux-arm64 ;;
  *) die "ARCH is amd64 or arm64, not '$ARCH'" ;;
esac
[ -d "$IMAGE_DIR/boards/$BOARD" ] || die "no board '$BOARD': $(ls "$IMAGE_DIR/boards" | tr '\n' ' ')"
[ -z "$VENDOR" ] || [[ $VENDOR =~ ^[A-Za-z0-9]+$ ]] || die "VENDOR is a folder's name of letters and digits, not '$VENDOR'"
[ -z "$VENDOR" ] || [ -d "$IMAGE_DIR/vendor/$VENDOR" ] || die "no vendor '$VENDOR' in image/vendor; there is $(ls "$IMAGE_DIR/vendor" | tr '\n' ' ')"
VERSION=${VERSION:-$(product_version)}
[[ $VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+.][0-9A-Za-z.-]+)?$ ]] || die "VERSION is like 1.2.3, not '$VERSION'"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(commit_epoch)}
OUT=${OUT:-$REPO/artifacts/image}
# What a unit installs updates for, and nothing else.
COMPATIBLE=signalk-appliance-${VENDOR:+$VENDOR-}$BOARD
export ARCH BOARD VERSION SOURCE_DATE_EPOCH VENDOR COMPATIBLE
. "$IMAGE_DIR/layout.sh"
export ROOT_MB

need curl curl
need flock util-linux
[ "$(id -u)" = 0 ] || die "building images takes root (chroot, mounts): sudo make image ..."
[ -e "$IMAGE_DIR/locks/kernel-$KERNEL.$ARCH.lock" ] || [ "$KERNEL-$ARCH" != rpi-arm64 ] || "$IMAGE_DIR/lock-rpi.sh" "$IMAGE_DIR/locks/kernel-rpi.arm64.lock"
[ -e "$IMAGE_DIR/locks/kernel-$KERNEL.$ARCH.lock" ] ||
  die "no kernel '$KERNEL' for $ARCH; there is $(ls "$IMAGE_DIR/locks" | sed -nE "s/^kernel-(.*)\.$ARCH\.lock$/\1/p" | tr '\n' ' ')"

# The binary first: without one there is nothing to spend minutes on.
RELEASE=true
case $BINARY in
  none) RELEASE=false BINARY= ;;
  '')
    BINARY=$REPO/artifacts/publish/$rid/signalk
    [ -x "$BINARY" ] || die "no binary for $ARCH: 'make publish RID=$rid' first, or BINARY=FILE, or BINARY=none for an image that only tests use"
    ;;
  *)
    BINARY=$(realpath "$BINARY")
    [ -x "$BINARY" ] || die "BINARY=$BINARY cannot be executed"
    ;;
esac
export RELEASE
[ -z "$VENDOR" ] || "$IMAGE_DIR/vendor.sh" check "$IMAGE_DIR/vendor/$VENDOR" "$BINARY"

mkdir -p "$OUT" "$IMAGE_CACHE"
name=signalk-${VENDOR:+$VENDOR-}$VERSION-$BOARD
LOG=$OUT/$name.log
: >"$LOG"
export LOG
find_mirrors
"$IMAGE_DIR/toolbox.sh" --make
step_in() { local what=$1; shift; step "$what" "$IMAGE_DIR/toolbox.sh" "$@"; }

# Packages are unpacked again when their list or the archive changes; without a network what was cached last serves.
lists=(common "$ARCH")
[ -z "$VENDOR" ] || [ ! -e "$IMAGE_DIR/vendor/$VENDOR/packages.list" ] || lists+=("../vendor/$VENDOR/packages")
recipe=$( (package_names "${lists[@]}"; cat "$IMAGE_DIR/rootfs.sh" "$IMAGE_DIR/locks/rauc.$ARCH.lock") | hash_of)
if state=$(archive_state); then
  rootfs=$IMAGE_CACHE/rootfs-$ARCH-$recipe-$state.tar
else
  rootfs=$(ls -t "$IMAGE_CACHE/rootfs-$ARCH-$recipe-"*.tar 2>/dev/null | head -n 1 || true)
  [ -n "$rootfs" ] || die "the Debian mirror $DEBIAN_MIRROR does not answer, and no packages are cached"
  echo "image: the mirror does not answer; packages as of $(date -r "$rootfs" +%F)"
fi
kernel=$IMAGE_CACHE/kernel-$ARCH-$( { cat "$IMAGE_DIR/locks/kernel-$KERNEL.$ARCH.lock" "$IMAGE_DIR"/kernel/{*.list,*.sh}
  [ ! -e "$IMAGE_DIR/locks/modules-$KERNEL.$ARCH.lock" ] || cat "$IMAGE_DIR/locks/modules-$KERNEL.$ARCH.lock" "$IMAGE_DIR"/kernel/modules/*; } | hash_of)
exec 8>"$IMAGE_CACHE/packages.lock"
flock 8
[ -e "$rootfs" ] || step_in "packages ($ARCH)" image/rootfs.sh "$ARCH" "$rootfs" "${lists[@]}"
[ -d "$kernel" ] || step_in "kernel ($KERNEL)" image/kernel/unpack.sh "kernel-$KERNEL.$ARCH" "$kernel"
exec 8>&-

# Everything below takes seconds, and is done every time.
work=$(mktemp -d "$IMAGE_CACHE/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$IMAGE_DIR/keys.sh" "$work/keys" "${VENDOR}"
mkdir -p "$work/parts/owner"
[ -z "$BINARY" ] || cp "$BINARY" "$work/signalk"
environment=(env ARCH="$ARCH" BOARD="$BOARD" COMPATIBLE="$COMPATIBLE" SIGN="${SIGN:-}" VERSION="$VERSION" RELEASE=$RELEASE ROOT_MB=$ROOT_MB VENDOR="$VENDOR"
  KEYRING="$work/keys/keyring.pem" BINARY="${BINARY:+$work/signalk}" TMPDIR="$work")
modules=$kernel/modules/$(ls "$kernel/modules")
cat "$IMAGE_DIR/initramfs/common.modules" "$IMAGE_DIR/initramfs/$ARCH.modules" >"$work/initramfs.modules"
# Raspberry Pi's kernel has most of it built in, some by other names.
[ "$KERNEL" != rpi ] || sed -i -E '/^(overlay|erofs|ext4|vfat)$/! s/^[a-z]/?&/' "$work/initramfs.modules"
tar -C "$work" -xf "$rootfs" ./usr/bin/busybox
step_in "root (EROFS)" "${environment[@]}" image/root.sh "$rootfs" "$kernel" "$work/parts/root.erofs"
step_in "initramfs" "${environment[@]}" image/initramfs/make.py "$modules" "$work/usr/bin/busybox" "$work/initramfs.modules" "$work/initrd.img"
step_in "boot slot" "${environment[@]}" image/boot.sh "$kernel" "$work/initrd.img" "$work/parts"
step "owner's files" "$IMAGE_DIR/owner.sh" "$work/parts/owner"
step_in "disk" "${environment[@]}" image/disk.sh "$work/$name.img" "$work/parts"
step_in "update bundle" "${environment[@]}" image/bundle.sh "$work/parts" "$work/keys" "$work/$name.raucb"
step_in "compression" zstd -q -T0 -10 -f "$work/$name.img" -o "$work/$name.img.zst"

mv "$work/parts/root.packages" "$OUT/$name.packages"
mv "$work/$name.raucb" "$work/$name.img" "$work/$name.img.zst" "$OUT/"
(cd "$OUT" && sha256sum "$name.img.zst" >"$name.img.zst.sha256")
[ -z "$VENDOR" ] || "$IMAGE_DIR/vendor.sh" channel "$IMAGE_DIR/vendor/$VENDOR" "$OUT"
[ $RELEASE = true ] || echo "image: NOT FOR RELEASE: there is no server in this image"
printf 'image: %s/%s.img.zst, %d MB (%d MB of root, %d packages), in %d s (%d s of CPU)\n' "$OUT" "$name" \
  $(($(stat -c %s "$OUT/$name.img.zst") / 1000000)) $(($(stat -c %s "$work/parts/root.erofs") / 1000000)) \
  "$(wc -l <"$OUT/$name.packages")" $SECONDS \
  "$(awk -v hz="$(getconf CLK_TCK)" '{ print int(($14 + $15 + $16 + $17) / hz) }' "/proc/$$/stat")"
