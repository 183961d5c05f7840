#!/usr/bin/env bash
# The newest kernel of Raspberry Pi's own archive as a lock file, verified by the archive's key.
#
#   lock-rpi.sh OUT.lock        with RPI_MIRROR=URL and RPI_KEYRING=FILE
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
out=$1 suite=trixie meta=linux-image-rpi-2712
[ -n "${RPI_MIRROR:-}" ] && [ -n "${RPI_KEYRING:-}" ] ||
  die "KERNEL=rpi takes RPI_MIRROR=URL of Raspberry Pi's archive (or of a mirror) and RPI_KEYRING=FILE, its public key, not armoured; or a written $(basename "$out") in image/locks"
[ -r "$RPI_KEYRING" ] || die "RPI_KEYRING=$RPI_KEYRING cannot be read"
need curl curl
need gpgv gpgv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { curl -fsSL --max-time 120 -o "$work/$2" "${RPI_MIRROR%/}/$1" || die "$RPI_MIRROR does not answer, or has no $1"; }

fetch dists/$suite/InRelease InRelease
gpgv -q --keyring "$(realpath "$RPI_KEYRING")" --output "$work/Release" "$work/InRelease" 2>"$work/gpgv" ||
  die "$RPI_MIRROR is not signed by $RPI_KEYRING: $(tail -n 1 "$work/gpgv")"
index=main/binary-arm64/Packages.gz
sum=$(awk -v name=$index '/^SHA256:/ { on = 1; next } /^[^ ]/ { on = 0 } on && $3 == name { print $1 }' "$work/Release")
[ -n "$sum" ] || die "$RPI_MIRROR names no $index for $suite"
fetch "dists/$suite/$index" Packages.gz
sha256sum --status -c <<<"$sum  $work/Packages.gz" || die "$index of $RPI_MIRROR is not what its Release file names"

# field PACKAGE FIELD: of its newest version.
field() {
  gzip -dc "$work/Packages.gz" | awk -v package="$1" -v RS= -F'\n' '{ delete f; for (i = 1; i <= NF; i++) { n = index($i, ": "); f[substr($i, 1, n - 1)] = substr($i, n + 2) }
    if (f["Package"] == package) print f["Version"] "\t" f[field] }' field="$2" | sort -V | tail -n 1 | cut -f 2
}
image=$(field $meta Depends | grep -oE 'linux-image-[^ ,]+' | head -n 1)
[ -n "$image" ] || die "$RPI_MIRROR has no $meta"
{
  echo "# The kernel of Raspberry Pi's archive that $meta meant when this was written; sha256, then the place in the archive."
  echo "$(field "$image" SHA256) $(field "$image" Filename)"
} >"$work/lock"
grep -qE '^[0-9a-f]{64} pool/' "$work/lock" || die "$RPI_MIRROR names $image and does not have it"
mv "$work/lock" "$out"
echo "image: $image is pinned in $out"
