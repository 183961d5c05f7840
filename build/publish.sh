#!/usr/bin/env bash
# Publishes the appliance as one stripped native binary: artifacts/publish/<rid>/signalk.
#
#   build/publish.sh [--rid linux-x64] [--wasmtime FILE|DIR|ARCHIVE|nuget] [-p:Property=Value ...]
#
# --wasmtime links Wasmtime into the binary, or (nuget) lays the package's library beside it; see build/wasmtime.sh.
#
# FRAMEWORK=net9.0|net10.0 in the environment fixes the framework; otherwise it is net10.0 where its Native AOT
# pack can be restored, else net9.0. Any trim, AOT or other MSBuild warning fails the publication.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

rid=linux-x64
wasmtime=
properties=()
while [ $# -gt 0 ]; do
  case $1 in
    --rid) rid=$2; shift 2 ;;
    --wasmtime) wasmtime=$2; shift 2 ;;
    -p:*) properties+=("$1"); shift ;;
    *) echo "publish: unknown argument $1" >&2; exit 2 ;;
  esac
done

project=src/SignalK.Appliance/SignalK.Appliance.csproj
work=$PWD/artifacts/aot
out=$PWD/artifacts/publish/$rid
log=$work/publish-$rid.log
mkdir -p "$work" "$out"

# For another architecture than this machine's: its libraries to link with, and a linker that knows it.
if [ "$rid" = linux-arm64 ] && [ "$(uname -m)" != aarch64 ]; then
  cross=$(build/sysroot.sh arm64)
  read -ra cross <<<"$cross"
  properties+=("${cross[@]}")
  export CMAKE_TOOLCHAIN_FILE=$PWD/artifacts/sysroot-arm64.cmake
fi

library=
[ -z "$wasmtime" ] || library=$(build/wasmtime.sh "$wasmtime" "$rid")
[[ $library != *.a ]] || properties+=("-p:WasmtimeStatic=$library")

restore() { # framework -> 0 when everything, the Native AOT pack among it, is to be had
  dotnet restore "$project" -r "$rid" --nologo -v q --tl:off \
    -p:AppFramework="$1" -p:ArtifactsPath="$work/$1" "${properties[@]}" >"$work/restore-$1.log" 2>&1
}

if [ -n "${FRAMEWORK:-}" ]; then
  framework=$FRAMEWORK
  restore "$framework" || { cat "$work/restore-$framework.log" >&2; exit 1; }
elif restore net10.0; then
  framework=net10.0
elif restore net9.0; then
  framework=net9.0
  echo "publish: the Native AOT pack of net10.0 does not restore here, using net9.0:"
  grep -m1 -oE 'error NU[0-9]+: .*' "$work/restore-net10.0.log" | cut -c1-200 || true
else
  cat "$work/restore-net9.0.log" >&2
  echo "publish: no Native AOT pack can be restored, neither for net10.0 nor for net9.0" >&2
  exit 1
fi

staging=$work/$framework/staging-$rid
rm -rf "$staging"
if ! dotnet publish "$project" -c Release -r "$rid" --no-restore --nologo -v m --tl:off -o "$staging" \
    -p:AppFramework="$framework" -p:ArtifactsPath="$work/$framework" "${properties[@]}" >"$log" 2>&1; then
  grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -40 >&2 || true
  tail -5 "$log" >&2
  echo "publish: failed; the whole log is in $log" >&2
  exit 1
fi

# GCC's and clang's notes on the C of the OpenSSL shim (warning GCDAA700C and the like) concern the pack, not our code.
warnings=$(grep -E 'warning (IL|CS|CA|IDE|NU|MSB|NETSDK|SYSLIB|ASP|RDG)[A-Z]*[0-9]+' "$log" | sort -u || true)
if [ -n "$warnings" ]; then
  echo "$warnings" >&2
  echo "publish: $(wc -l <<<"$warnings") warning(s): not published" >&2
  exit 1
fi

install -m 755 "$staging/signalk" "$out/signalk.new"
mv "$out/signalk.new" "$out/signalk"
rm -f "$out/libwasmtime.so"
[[ $library != *.so ]] || install -m 644 "$library" "$out/libwasmtime.so"
[ ! -f "$staging/signalk.dbg" ] || { mkdir -p "$out.symbols"; install -m 644 "$staging/signalk.dbg" "$out.symbols/signalk.dbg"; }

bytes=$(stat -c %s "$out/signalk")
printf 'published %s: %s, %d.%02d MB (%d bytes), 0 warnings\n' "artifacts/publish/$rid/signalk" "$framework" \
  $((bytes / 1000000)) $((bytes % 1000000 / 10000)) "$bytes"
