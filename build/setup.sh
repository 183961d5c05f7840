#!/usr/bin/env bash
# Installs what building, publishing and testing need beside the .NET SDK. Quick when everything is there already.
#
#   build/setup.sh [build|plugins|image|all]    build: what a native binary needs; plugins: what compiles plugins of every language;
#                                         image: what makes the toolbox of the OS image; all: these (the image's aside) and
#                                         what the tests and comparisons use as well
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

# The Native AOT linker (clang, lld), libcrypto to be linked in (libssl-dev, zlib1g-dev) and its shim's build (cmake).
packages=()
[ "${1:-all}" = plugins ] || [ "${1:-all}" = image ] || packages+=(clang lld cmake make zlib1g-dev libssl-dev)
[ "${1:-all}" = build ] || [ "${1:-all}" = image ] || packages+=(clang lld wasi-libc libclang-rt-dev-wasm32 libc++-dev-wasm32 rustc cargo libstd-rust-dev-wasm32)
[ "${1:-all}" != image ] || packages+=(mmdebstrap debian-archive-keyring curl openssl)
[ "${1:-all}" != all ] || packages+=(socat gpsd gpsd-clients curl xz-utils chromium)

# Node compiles AssemblyScript and drives the peer and the clients' own tests; any recent one will do, wherever it came from.
[ "${1:-all}" = build ] || [ "${1:-all}" = image ] || command -v npm >/dev/null || packages+=(nodejs npm)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "setup: installing ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "setup: no apt-get here; install these by hand: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "setup: neither root nor sudo; ask for: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
