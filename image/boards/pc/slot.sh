#!/usr/bin/env bash
# A PC's slot is one file, kernel and initramfs and command line together; the ESP, which nothing writes, chooses between two.
. "$(dirname "${BASH_SOURCE[0]}")/../../lib/common.sh"
kernel=$1 initrd=$2 slot=$3 esp=$4
board=$IMAGE_DIR/boards/pc
ukify build --linux "$kernel/vmlinuz" --initrd "$initrd" --cmdline "$(tr '\n' ' ' <"$board/cmdline.txt" | sed 's/ *$//')" \
  --os-release "ID=signalk
VERSION_ID=$VERSION
PRETTY_NAME=\"SignalK.Appliance $VERSION\"" --uname "$(ls "$kernel/modules")" --output "$slot/signalk.efi"

mkdir -p "$esp/EFI/BOOT" "$esp/EFI/signalk" "$esp/loader/entries"
cp /usr/lib/systemd/boot/efi/systemd-bootx64.efi "$esp/EFI/BOOT/BOOTX64.EFI"
"$IMAGE_DIR/efi/build.sh" "$esp/EFI/signalk/chain.efi"
cp "$board/loader.conf" "$esp/loader/loader.conf"
for slot in a b; do
  printf 'title   Signal K, slot %s\nsort-key signalk-%s\nefi     /EFI/signalk/chain.efi\noptions boot_%s\n' ${slot^} $slot $slot >"$esp/loader/entries/signalk-$slot.conf"
done
