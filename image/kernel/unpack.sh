#!/usr/bin/env bash
# In the toolbox: the pinned kernel of an architecture, unpacked: OUT/vmlinuz, OUT/dtb, OUT/modules/VERSION (trimmed, with modules.dep).
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
. "$IMAGE_DIR/lib/mirror.sh"
. "$IMAGE_DIR/lib/packages.sh"
lock=$1 out=$2
find_mirrors
rm -rf "$out" "$out.new"
mkdir -p "$out.new/deb"
for file in $(pinned "$lock"); do dpkg-deb -x "$file" "$out.new/deb"; done
tree=$(find "$out.new/deb" -maxdepth 4 -type d -path '*/lib/modules/*' ! -path '*/lib/modules/*/*')
version=${tree##*/}
mkdir -p "$out.new/modules"
find "$out.new/deb" -name vmlinuz -o -name 'vmlinuz-*' | head -n 1 | xargs -I{} mv {} "$out.new/vmlinuz"
# Debian's place, and that of Raspberry Pi's own packages.
for trees in "$tree/dtb" "$out.new/deb/usr/lib/linux-image-$version"; do
  [ ! -d "$trees" ] || [ -d "$out.new/dtb" ] || mv "$trees" "$out.new/dtb"
done
rm -rf "$tree/build" "$tree/source" "$tree/vdso"
# An appliance loads neither displays nor sound, nor the adapters of servers.
sed -E 's/#.*//; /^ *$/d' "$IMAGE_DIR/kernel/trim.list" | while read -r pattern; do
  for path in "$tree"/kernel/$pattern; do rm -rf "$path"; done
done
[ ! -e "$IMAGE_DIR/locks/${lock/#kernel/modules}.lock" ] || "$IMAGE_DIR/kernel/modules.sh" "${lock/#kernel/modules}" "$version" "$tree/updates"
mv "$tree" "$out.new/modules/$version"
rm -rf "$out.new/deb"
mkdir -p "$out.new/lib"
ln -s ../modules "$out.new/lib/modules"
depmod -b "$out.new" "$version"
rm -r "$out.new/lib"
mv "$out.new" "$out"
du -sh "$out/modules"
