# Sourced: the partitions, in MB. One place, as updates and tests go by it too.
OWNER_MB=64 BOOT_MB=64 ROOT_MB=320 ESP_MB=36 DATA_MB=64
BASIC_DATA=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7   # what Windows shows as a drive
ESP_TYPE=C12A7328-F81F-11D2-BA4B-00A0C93EC93B
XBOOTLDR=BC13C2FF-59E6-4262-A352-B275FD6F7172
LINUX=0FC63DAF-8483-4772-8E79-3D69D8477DE4
UUID_BASE=5B000000-0000-4000-8000-0000000000

# name size type, in the order on the disk; the Pi's autoboot.txt counts on boot_a being 2 and boot_b 3.
layout() {
  # The Pi's firmware takes a slot from any FAT partition of a type it knows: an ESP is one, and Windows hides it.
  local boot_type=$ESP_TYPE
  [ "$BOARD" != pc ] || boot_type=$XBOOTLDR
  echo "owner $OWNER_MB $BASIC_DATA"
  echo "boot_a $BOOT_MB $boot_type"
  echo "boot_b $BOOT_MB $boot_type"
  echo "root_a $ROOT_MB $LINUX"
  echo "root_b $ROOT_MB $LINUX"
  [ "$BOARD" != pc ] || echo "esp $ESP_MB $ESP_TYPE"
  echo "data $DATA_MB $LINUX"
}
