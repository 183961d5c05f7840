#!/usr/bin/env bash
# In the toolbox: the update: both halves of a slot, signed.
#
#   bundle.sh PARTS KEYS OUT.raucb
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
parts=$1 keys=$2 out=$3
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$parts/root.erofs" "$work/root.img"
cp --sparse=always "$parts/boot.vfat" "$work/boot.img"
cat >"$work/manifest.raucm" <<X
[update]
compatible=$COMPATIBLE
version=$VERSION
build=$SOURCE_DATE_EPOCH

[bundle]
format=verity

[image.rootfs]
filename=root.img

[image.boot]
filename=boot.img
X
touch -d "@$SOURCE_DATE_EPOCH" "$work"/*
rm -f "$out"
rauc bundle --cert="$keys/cert.pem" --key="$keys/key.pem" "$work" "$out"
if [ "${SIGN:-}" = later ]; then keyring=$keys/cert.pem; else keyring=$keys/keyring.pem; fi
rauc info --keyring="$keyring" "$out"
