#!/usr/bin/env bash
# In the toolbox: our overlays, compiled and tried on a device tree -> DIRECTORY/*.dtbo
#
#   overlays.sh BASE.dtb DIRECTORY
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
base=$1 out=$2
mkdir -p "$out"
compile() { # SOURCE NAME
  dtc -q -@ -I dts -O dtb -o "$out/$2.dtbo" "$1"
  fdtoverlay -i "$base" -o /dev/null "$out/$2.dtbo" || die "overlay $2 does not apply to $(basename "$base")"
}
for source in "$IMAGE_DIR"/kernel/overlays/*.dts; do compile "$source" "$(basename "$source" .dts)"; done
# Crystals on the market; their frequency is a parameter by the overlay's name, as nothing edits one later.
for megahertz in 8 12; do
  sed "s/clock-frequency = <16000000>/clock-frequency = <${megahertz}000000>/" "$IMAGE_DIR/kernel/overlays/mcp2515.dts" >"$out/variant"
  compile "$out/variant" "mcp2515-${megahertz}mhz"
done
rm "$out/variant"
