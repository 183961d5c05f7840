#!/usr/bin/env bash
# In the toolbox: packages + overlay + kernel modules + the binary -> a read-only root, and its list of packages.
#
#   root.sh ROOTFS.tar KERNEL_DIR OUT.erofs        with BOARD ARCH VERSION COMPATIBLE RELEASE KEYRING [BINARY] [VENDOR] in the environment
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
tar=$1 kernel=$2 out=$3
work=$(mktemp -d "$IMAGE_CACHE/root.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir "$root"
tar -C "$root" --numeric-owner --xattrs -xpf "$tar"

"$IMAGE_DIR/licences.sh" "$root" >"${out%.erofs}.packages"

# What every image has, then what this board adds, then its maker.
for overlay in "$IMAGE_DIR/overlay" "$IMAGE_DIR/boards/$BOARD/overlay" ${VENDOR:+"$IMAGE_DIR/vendor/$VENDOR/overlay"}; do
  [ ! -d "$overlay" ] || cp -a --no-preserve=ownership,timestamps "$overlay/." "$root/"
done
find "$root/usr/lib/signalk" "$root/etc" -type f -newer "$work" -print0 | xargs -0r grep -lZE '@(VERSION|BOARD|COMPATIBLE)@' |
  xargs -0r sed -i "s/@VERSION@/$VERSION/g; s/@BOARD@/$BOARD/g; s/@COMPATIBLE@/$COMPATIBLE/g"
printf '{"version":"%s","board":"%s","arch":"%s","epoch":%s,"release":%s%s}\n' \
  "$VERSION" "$BOARD" "$ARCH" "$SOURCE_DATE_EPOCH" "$RELEASE" "${VENDOR:+,\"vendor\":\"$VENDOR\"}" >"$root/usr/lib/signalk/image.json"
[ -z "${VENDOR:-}" ] || "$IMAGE_DIR/vendor.sh" install "$IMAGE_DIR/vendor/$VENDOR" "$root"
cp "$KEYRING" "$root/etc/rauc/keyring.pem"
mkdir -p "$root/data" "$root/boot/owner" "$root/mnt"
rm -f "$root/etc/resolv.conf"
ln -s /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
: >"$root/etc/machine-id"
: >"$root/etc/fstab"

if [ -n "${BINARY:-}" ]; then
  install -m 755 "$BINARY" "$root/usr/bin/signalk"
else
  # A test image: nothing of the server in it.
  rm "$root"/usr/lib/systemd/system/signalk{,-device,-health,-panel}.service "$root"/usr/lib/systemd/system/signalk-update*
  sed -i '/^enable signalk\(-device\|-health\|-panel\|-update[*]\)\?\.\(service\|path\)/d' "$root/usr/lib/systemd/system-preset/00-signalk.preset"
fi

# Overlays put in at run time are the root's; those that config.txt names are the slot's.
if [ "$BOARD" = rpi5 ]; then
  if [ -d "$kernel/dtb/overlays" ]; then
    cp -r "$kernel/dtb/overlays" "$root/usr/lib/signalk/overlays"
  else
    "$IMAGE_DIR/kernel/overlays.sh" "$kernel/dtb/broadcom/bcm2712-rpi-5-b.dtb" "$root/usr/lib/signalk/overlays"
  fi
  [ -z "${VENDOR:-}" ] || "$IMAGE_DIR/vendor.sh" overlays "$IMAGE_DIR/vendor/$VENDOR" "$kernel/dtb/broadcom/bcm2712-rpi-5-b.dtb" "$root/usr/lib/signalk/overlays"
  ln -s ../signalk/overlays "$root/usr/lib/firmware/overlays"
fi
mkdir -p "$root/usr/lib/modules"
cp -a "$kernel/modules/." "$root/usr/lib/modules/"

systemd-sysusers --root="$root"
find "$root/etc/systemd/system" -mindepth 1 -maxdepth 1 ! -name '*.d' -exec rm -rf {} +
systemctl --root="$root" preset-all
sed -E 's/#.*//; /^ *$/d' "$IMAGE_DIR/units.masked" | while read -r unit; do ln -sfn /dev/null "$root/etc/systemd/system/$unit"; done

# Of the Broadcom firmware a Pi 5 uses one chip's.
[ "$ARCH" != arm64 ] || find "$root/usr/lib/firmware/brcm" "$root/usr/lib/firmware/cypress" -type f ! -name '*43455*' -delete
[ "$ARCH" != arm64 ] || find "$root/usr/lib/firmware" -xtype l -delete

# Nothing is installed or removed later: no package manager, no start scripts of another init, no documentation.
rm -rf "$root"/var/lib/{apt,dpkg,ucf} "$root"/var/cache/* "$root"/var/log/* "$root"/var/backups "$root"/etc/{apt,init.d,rc?.d,dpkg,apparmor.d,logrotate.d,cron*} \
  "$root"/usr/bin/{apt*,dpkg*} "$root"/usr/lib/{apt,dpkg} "$root"/usr/share/{doc,man,locale,info,lintian,bash-completion,zsh,debconf,perl5} \
  "$root"/usr/lib/*-linux-gnu/perl* "$root"/usr/bin/perl* "$root"/usr/share/perl* "$root"/etc/{passwd,group,shadow,gshadow,subuid,subgid}- "$root"/etc/.pwd.lock
rm -rf "$root"/boot/[!o]* "$root"/etc/machine-id.* "$root"/run/* "$root"/tmp/* "$root"/dev/*
mkdir -p "$root/var/log" "$root/var/cache" "$root/var/lib/private"
# Newer than any /usr: first-boot updates of caches have nothing to do. PID 1 never sets the clock before clock-epoch.
: >"$root/etc/.updated"
: >"$root/var/.updated"
: >"$root/usr/lib/clock-epoch"

rm -f "$out"
mkfs.erofs --quiet -zlz4hc,9 -C65536 -T"$SOURCE_DATE_EPOCH" -U 5b000000-0000-4000-8000-00000000000f -L signalk "$out" "$root"
size=$(stat -c %s "$out")
[ "$size" -le $((ROOT_MB * 1024 * 1024)) ] || die "the root has $((size / 1048576)) MB, its slot $ROOT_MB MB"
echo "root: $((size / 1048576)) MB"
