# Sourced: FAT file systems made from directories, the same bytes every time.

# fat OUT MB LABEL SERIAL DIRECTORY
fat() {
  local out=$1 size=$2 label=$3 serial=$4 tree=$5 name
  rm -f "$out"
  truncate -s "${size}M" "$out"
  mkfs.vfat -F 32 -s 1 -n "$label" -i "$serial" --invariant "$out" >/dev/null
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # In the order of names, not of the directory.
  (cd "$tree" && find . -mindepth 1 -type d | sort) | while read -r name; do mmd -i "$out" "::${name#.}"; done
  (cd "$tree" && find . -type f | sort) | while read -r name; do mcopy -m -i "$out" "$tree/$name" "::${name#.}"; done
}
