#!/usr/bin/env bash
# Run by toolbox.sh inside a new mount namespace: mounts what the toolbox needs and runs the command there.
set -euo pipefail
bind() { mkdir -p "$TOOLBOX$1"; mount --rbind "$1" "$TOOLBOX$1"; }

# As a directory a chroot is no mount point; as a mount of itself it keeps what follows in this namespace.
mount --bind "$TOOLBOX" "$TOOLBOX"
bind /dev
bind /sys
mount -t proc proc "$TOOLBOX/proc"
mount -t tmpfs -o mode=1777 tmp "$TOOLBOX/tmp"
bind "$REPO"
case $IMAGE_CACHE/ in "$REPO"/*) ;; *) bind "$IMAGE_CACHE" ;; esac
for directory in ${TOOLBOX_BIND:-}; do bind "$directory"; done
for file in /etc/resolv.conf /etc/hosts; do
  [ ! -e $file ] || { [ -e "$TOOLBOX$file" ] || : >"$TOOLBOX$file"; mount --bind "$(readlink -f $file)" "$TOOLBOX$file"; }
done
# The machine's own certificates, in case its mirror is behind https with one of them.
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || [ ! -e "$TOOLBOX/etc/ssl/certs/ca-certificates.crt" ] ||
  mount --bind /etc/ssl/certs/ca-certificates.crt "$TOOLBOX/etc/ssl/certs/ca-certificates.crt"

formats=/proc/sys/fs/binfmt_misc
mount -t binfmt_misc binfmt_misc "$TOOLBOX$formats"
# Another toolbox may be first at any moment.
[ -e "$TOOLBOX$formats/qemu-aarch64" ] ||
  printf '%s' ':qemu-aarch64:M::\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:'"$TOOLBOX/usr/bin/qemu-aarch64-static"':FP' \
    >"$TOOLBOX$formats/register" || [ -e "$TOOLBOX$formats/qemu-aarch64" ]

cd "$REPO"
exec chroot "$TOOLBOX" /usr/bin/env -i HOME=/root LANG=C.UTF-8 LC_ALL=C.UTF-8 TZ=UTC TERM=dumb PYTHONDONTWRITEBYTECODE=1 \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  IMAGE_CACHE="$IMAGE_CACHE" IN_TOOLBOX=1 ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH} \
  ${DEBIAN_MIRROR:+DEBIAN_MIRROR="$DEBIAN_MIRROR"} ${DEBIAN_SECURITY:+DEBIAN_SECURITY="$DEBIAN_SECURITY"} \
  ${RPI_MIRROR:+RPI_MIRROR="$RPI_MIRROR"} ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
  /bin/sh -c 'cd "$0" && exec "$@"' "$REPO" "$@"
