#!/usr/bin/env bash
# Resolves what WASMTIME= names to a file, and prints its path: libwasmtime.a to link in, or libwasmtime.so to lay beside.
#
#   build/wasmtime.sh path/libwasmtime.a          that file
#   build/wasmtime.sh path/wasmtime-v48...tar.xz  lib/libwasmtime.a of upstream's release archive (the -c-api one)
#   build/wasmtime.sh path/folder                 libwasmtime.a in it, or in its lib/
#   build/wasmtime.sh nuget [RID]                 libwasmtime.so of the Wasmtime package, where the registry has it
#
# Whatever is missing fails with one line.
set -euo pipefail
source=$1
[ "$source" = nuget ] || source=$(realpath -m "$source")
rid=${2:-linux-x64}
cd "$(dirname "$0")/.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

# The line that the package ships and the engine accepts beside 48.
package_version='[44.0.0,45.0.0)'

fail() { echo "WASMTIME: $1" >&2; exit 1; }

from_archive() {
  local kept inside
  kept=$PWD/artifacts/wasmtime/$(sha256sum "$source" | cut -c1-16)
  if [ ! -f "$kept/libwasmtime.a" ]; then
    inside=$(tar -tf "$source" 2>/dev/null | grep -m1 -E '(^|/)lib/libwasmtime\.a$') || fail "$source holds no lib/libwasmtime.a (take the -c-api archive)"
    mkdir -p "$kept"
    tar -xOf "$source" "$inside" >"$kept/libwasmtime.a.new" || fail "$source cannot be unpacked"
    mv "$kept/libwasmtime.a.new" "$kept/libwasmtime.a"
  fi
  echo "$kept/libwasmtime.a"
}

from_nuget() {
  local work=$PWD/artifacts/wasmtime/nuget library
  mkdir -p "$work"
  cat >"$work/fetch.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup>
  <ItemGroup><PackageReference Include="Wasmtime" Version="$package_version" /></ItemGroup>
</Project>
EOF
  dotnet restore "$work/fetch.csproj" --packages "$work/packages" --nologo -v q --tl:off >"$work/restore.log" 2>&1 ||
    fail "the package Wasmtime $package_version cannot be restored: $(grep -m1 -oE 'error [A-Z]+[0-9]+: .*' "$work/restore.log" | cut -c1-160)"
  library=$(find "$work/packages/wasmtime" -path "*/runtimes/$rid/native/libwasmtime.so" | sort | tail -1)
  [ -n "$library" ] || fail "the package Wasmtime $package_version has no library for $rid"
  echo "$library"
}

case $source in
  nuget) from_nuget ;;
  *.tar.xz | *.tar.gz | *.tgz)
    [ -f "$source" ] || fail "there is no file $source"
    from_archive ;;
  *)
    if [ -d "$source" ]; then
      for file in "$source/libwasmtime.a" "$source/lib/libwasmtime.a"; do
        [ ! -f "$file" ] || { realpath "$file"; exit 0; }
      done
      fail "there is no libwasmtime.a in $source"
    fi
    [ -f "$source" ] || fail "there is no file $source"
    [[ $source == *.a ]] || fail "$source is neither libwasmtime.a nor an archive that holds it"
    realpath "$source" ;;
esac
