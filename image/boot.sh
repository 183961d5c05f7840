#!/usr/bin/env bash
# In the toolbox: what a boot slot of the board holds -> DIRECTORY/boot.vfat, and a PC's DIRECTORY/esp.
#
#   boot.sh KERNEL_DIR INITRD DIRECTORY
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$IMAGE_DIR/layout.sh"
. "$IMAGE_DIR/lib/fat.sh"
kernel=$1 initrd=$2 parts=$3
slot=$parts/boot
rm -rf "$slot" "$parts/esp"
mkdir -p "$slot"
"$IMAGE_DIR/boards/$BOARD/slot.sh" "$kernel" "$initrd" "$slot" "$parts/esp"
fat "$parts/boot.vfat" $BOOT_MB BOOT 5b000002 "$slot"
