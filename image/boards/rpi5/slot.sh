#!/usr/bin/env bash
# What the Pi's firmware reads of a slot: kernel, initramfs, device trees, overlays, and how to start them.
. "$(dirname "${BASH_SOURCE[0]}")/../../lib/common.sh"
kernel=$1 initrd=$2 slot=$3
board=$IMAGE_DIR/boards/rpi5
trees=$kernel/dtb/broadcom
gzip -9nc "$kernel/vmlinuz" >"$slot/kernel_2712.img"
cp "$initrd" "$slot/initramfs_2712"
cp "$trees"/bcm2712-*rpi-*.dtb "$slot/"
cp "$board/config.txt" "$slot/"
maker=${VENDOR:+$IMAGE_DIR/vendor/$VENDOR}
[ -z "$maker" ] || [ ! -e "$maker/boards/rpi5/config.txt" ] || cat "$maker/boards/rpi5/config.txt" >>"$slot/config.txt"
tr '\n' ' ' <"$board/cmdline.txt" | sed 's/ *$/\n/' >"$slot/cmdline.txt"
if [ -d "$kernel/dtb/overlays" ]; then
  # Raspberry Pi's own kernel: its trees have the serial port and I2C, and the firmware knows them by these names.
  cp "$trees"/bcm2712*.dtb "$slot/"
  cp -r "$kernel/dtb/overlays" "$slot/"
  sed -i 's/^dtoverlay=uart0$/dtparam=uart0=on/; s/^dtoverlay=i2c1$/dtparam=i2c_arm=on/' "$slot/config.txt"
  exit 0
fi
"$IMAGE_DIR/kernel/overlays.sh" "$trees/bcm2712-rpi-5-b.dtb" "$slot/overlays"
[ -z "$maker" ] || "$IMAGE_DIR/vendor.sh" overlays "$maker" "$trees/bcm2712-rpi-5-b.dtb" "$slot/overlays"

# The firmware puts bcm2712d0 on the tree of boards of the later stepping; Debian has the result as a tree of its own, and both must agree.
fdtoverlay -i "$trees/bcm2712-rpi-5-b.dtb" -o "$slot/d0.dtb" "$slot/overlays/bcm2712d0.dtbo"
if ! cmp <(dtc -q -s -I dtb -O dts "$slot/d0.dtb") <(dtc -q -s -I dtb -O dts "$trees/bcm2712-d-rpi-5-b.dtb"); then
  die "bcm2712d0.dts does not make Debian's tree of the D0 stepping out of that of C1"
fi
rm "$slot/d0.dtb"
