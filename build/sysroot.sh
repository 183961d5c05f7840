#!/usr/bin/env bash
# The libraries that a binary for another architecture is linked with, and what tells the linkers of them.
#
#   build/sysroot.sh arm64      prints the MSBuild properties for build/publish.sh; CMAKE_TOOLCHAIN_FILE is FILE beside the sysroot
#
# Made once from Debian bookworm's packages, whose libc is older than that of any system the binary runs on. Nothing of it is executed.
set -euo pipefail
cd "$(dirname "$0")/.."
architecture=$1
root=$PWD/artifacts/sysroot-$architecture
if [ ! -d "$root" ]; then
  build/setup.sh image >&2
  # shellcheck source=image/lib/common.sh
  . image/lib/common.sh
  # shellcheck source=image/lib/mirror.sh
  . image/lib/mirror.sh
  find_mirrors
  mkdir -p artifacts
  echo "deb $DEBIAN_MIRROR bookworm main" >"$root.list"
  echo "sysroot: unpacking libc, libgcc and OpenSSL for $architecture (once)" >&2
  mmdebstrap --mode="$([ "$(id -u)" = 0 ] && echo root || echo fakechroot)" --variant=extract --architectures="$architecture" --format=directory \
    --include=libc6-dev,libgcc-12-dev,libssl-dev,zlib1g-dev bookworm "$root.new" "$root.list" </dev/null >"$root.log" 2>&1 ||
    { tail -5 "$root.log" >&2; exit 1; }
  # Links to /lib/... mean this machine's root, not the sysroot: the linker would take the static library beside them.
  find "$root.new" -type l -lname '/*' | while read -r link; do
    ln -sfn "$(realpath -m --relative-to="$(dirname "$link")" "$root.new$(readlink "$link")")" "$link"
  done
  cat >"$root.cmake" <<X
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_SYSROOT $root)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET aarch64-linux-gnu)
set(CMAKE_EXE_LINKER_FLAGS_INIT -fuse-ld=lld)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
X
  mv "$root.new" "$root"
fi
objcopy=$(command -v llvm-objcopy || ls /usr/lib/llvm-*/bin/llvm-objcopy 2>/dev/null | head -n 1)
[ -n "$objcopy" ] || { echo "sysroot: llvm-objcopy is missing here: apt-get install llvm" >&2; exit 1; }
echo "-p:SysRoot=$root -p:LinkerFlavor=lld -p:ObjCopyName=$objcopy"
