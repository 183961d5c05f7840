#!/usr/bin/env bash
# In the toolbox: the partitions' contents -> a disk image, without loop devices.
#
#   disk.sh OUT.img DIRECTORY       DIRECTORY holds owner/, boot.vfat, root.erofs and, for a PC, esp/
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$IMAGE_DIR/layout.sh"
. "$IMAGE_DIR/lib/fat.sh"
out=$1 parts=$2
export E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH

fat "$parts/owner.vfat" $OWNER_MB SIGNALK 5b000001 "$parts/owner"
[ "$BOARD" != pc ] || fat "$parts/esp.vfat" $ESP_MB LOADER 5b000007 "$parts/esp"
rm -f "$parts/data.ext4"
truncate -s ${DATA_MB}M "$parts/data.ext4"
# Blocks of 4 KB and room in the descriptors, as this grows to the card; no orphan file, which older e2fsck do not know.
mke2fs -q -t ext4 -b 4096 -m 0 -L data -U 5b000003-0000-4000-8000-000000000000 -O metadata_csum,^orphan_file \
  -E hash_seed=5b000003-0000-4000-8000-000000000000,lazy_itable_init=1,resize=268435456 "$parts/data.ext4"

rm -f "$out"
{
  echo "label: gpt"
  echo "label-id: ${UUID_BASE}00"
  begin=4 number=1
  while read -r name size type; do
    echo "start=$((begin * 2048)), size=$((size * 2048)), type=$type, name=$name, uuid=$UUID_BASE$(printf %02d $number)"
    begin=$((begin + size)) number=$((number + 1))
  done < <(layout)
} >"$parts/table"
total=$(layout | awk '{ s += $2 } END { print s + 8 }')
truncate -s "${total}M" "$out"
sfdisk -q "$out" <"$parts/table"

put() { dd if="$2" of="$out" bs=1M seek="$1" conv=notrunc,sparse status=none; }
begin=4
while read -r name size _; do
  case $name in
    owner) put $begin "$parts/owner.vfat" ;;
    boot_a) put $begin "$parts/boot.vfat" ;;
    root_a) put $begin "$parts/root.erofs" ;;
    esp) put $begin "$parts/esp.vfat" ;;
    data) put $begin "$parts/data.ext4" ;;
  esac
  begin=$((begin + size))
done < <(layout)
