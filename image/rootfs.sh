#!/usr/bin/env bash
# In the toolbox: the packages of an architecture, unpacked and configured, as a tar.
#
#   rootfs.sh ARCH OUT.tar LIST...
#
# Unpacking is native for either architecture: dpkg --root for all, and only maintainer scripts run inside (under qemu-user
# for arm64), which takes less than half the time of a foreign root that does everything emulated. Essential packages are
# first, chrootless, as theirs are the scripts that know how.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$IMAGE_DIR/lib/mirror.sh"
. "$IMAGE_DIR/lib/packages.sh"
arch=$1 out=$2; shift 2
find_mirrors

work=$(mktemp -d "$IMAGE_CACHE/rootfs.XXXXXX")
trap 'rm -rf "$work"' EXIT
sources >"$work/sources.list"
apt_settings >"$work/apt.conf"
package_names "$@" >"$work/packages"
pinned "rauc.$arch" >>"$work/packages"
excludes=(--path-exclude=/usr/share/man/\* --path-exclude=/usr/share/doc/\* --path-include=/usr/share/doc/\*/copyright
  --path-exclude=/usr/share/locale/\* --path-exclude=/usr/share/info/\* --path-exclude=/usr/share/lintian/\*)

cat >"$work/hook" <<'H'
set -eu
root=$1 packages=$2; shift 2
export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true APT_CONFIG=$MMDEBSTRAP_APT_CONFIG
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
options=
for option; do options="$options -oDPkg::Options::=$option"; done
set -f
apt-get -y -oAPT::Install-Recommends=false -oDpkg::Use-Pty=false -oDPkg::Chroot-Directory= \
  -oDPkg::Options::="--root=$root" $options -oDPkg::Options::=--force-unsafe-io install $(cat "$packages")
set +f
rm "$root/usr/sbin/policy-rc.d"
rm -f "$root"/var/cache/apt/archives/*.deb
H
mmdebstrap --mode=chrootless --variant=custom --include='?essential' --architectures="$arch" --format=directory \
  --aptopt="$work/apt.conf" --aptopt='APT::Install-Recommends "false"' \
  $(printf -- '--dpkgopt=%s\n' "${excludes[@]#--}") \
  --customize-hook="sh $work/hook \"\$1\" $work/packages ${excludes[*]@Q}" \
  trixie "$work/root" "$work/sources.list" </dev/null
rm -rf "$work/root"/var/lib/apt/lists/* "$work/root"/var/cache/apt/* "$work/root"/var/log/* "$work/root"/dev/*
tar -C "$work/root" --numeric-owner --xattrs --sort=name -cf "$out.new" .
mv "$out.new" "$out"
