#!/usr/bin/env bash
# The toolbox: a trixie chroot, made once and kept in the cache, in which images are built and booted.
#
#   image/toolbox.sh [--make]           make it if it is not there
#   image/toolbox.sh COMMAND ARGS...    run a command in it; the repository and the cache are at their own paths
#
# Each run has its own mount namespace, with qemu-user registered in it: a registration goes when its last mount does.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$IMAGE_DIR/lib/mirror.sh"
. "$IMAGE_DIR/lib/packages.sh"

packages=$(package_names toolbox)
TOOLBOX=$IMAGE_CACHE/toolbox-$(hash_of <<<"$packages")

make_toolbox() {
  need mmdebstrap mmdebstrap
  find_mirrors
  local new=$TOOLBOX.new.$$ keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -e $keyring ] || die "$keyring is missing here: apt-get install debian-archive-keyring"
  sources >"$IMAGE_CACHE/toolbox.$$.list"
  apt_settings >"$IMAGE_CACHE/toolbox.$$.conf"
  # A closed stdin kills mmdebstrap's tar filter.
  mmdebstrap --mode=root --variant=apt --format=directory --aptopt="$IMAGE_CACHE/toolbox.$$.conf" \
    --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --include="$(tr '\n' ',' <<<"$packages" | sed 's/,$//')" trixie "$new" "$IMAGE_CACHE/toolbox.$$.list" </dev/null
  rm -f "$IMAGE_CACHE/toolbox.$$".*
  mv "$new" "$TOOLBOX"
}

[ "$(id -u)" = 0 ] || die "building and booting images takes root (chroot, mounts): sudo make ..."
mkdir -p "$IMAGE_CACHE"
if [ ! -d "$TOOLBOX" ]; then
  exec 9>"$IMAGE_CACHE/toolbox.lock"
  flock 9
  if [ ! -d "$TOOLBOX" ]; then
    LOG=${LOG:-$IMAGE_CACHE/toolbox.log}
    step "toolbox (once)" make_toolbox >&2
  fi
  exec 9>&-
fi
[ "${1:---make}" != --make ] || exit 0

export TOOLBOX REPO
exec unshare -m --propagation private "$IMAGE_DIR/lib/enter.sh" "$@"
