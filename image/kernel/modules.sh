#!/usr/bin/env bash
# In the toolbox: our modules for an arm64 kernel, cross-built against its own headers -> DIRECTORY/*.ko
#
#   modules.sh LOCK KERNEL_VERSION DIRECTORY
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
. "$IMAGE_DIR/lib/mirror.sh"
. "$IMAGE_DIR/lib/packages.sh"
lock=$1 version=$2 out=$3
find_mirrors
work=$(mktemp -d "$IMAGE_CACHE/modules.XXXXXX")
trap 'rm -rf "$work"' EXIT
for file in $(pinned "$lock"); do
  case $file in
    */linux-source-*)
      # Two files of a hundred thousand: straight out of the package's tar.
      dpkg-deb --fsys-tarfile "$file" | tar -xO --wildcards './usr/src/linux-source-*.tar.xz' |
        tar -C "$work" -xJ --strip-components=3 --wildcards '*/drivers/spi/spi-dw*' '*/drivers/spi/internals.h'
      ;;
    # The headers name each other by these paths.
    *) dpkg-deb -x "$file" / ;;
  esac
done
cp "$IMAGE_DIR"/kernel/modules/* "$work/"
make -C "/usr/src/linux-headers-$version" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- M="$work" \
  KBUILD_BUILD_TIMESTAMP=@0 KBUILD_BUILD_USER=image KBUILD_BUILD_HOST=image modules
mkdir -p "$out"
for module in "$work"/*.ko; do
  aarch64-linux-gnu-strip --strip-debug "$module"
  cp "$module" "$out/"
done
ls -l "$out"
