#!/usr/bin/env bash
# What an owner finds on the card -> DIRECTORY. RESULT.txt has its full length from the start: the appliance only overwrites it.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
out=$1
cp -r "$IMAGE_DIR/owner/." "$out/"
[ ! -d "$IMAGE_DIR/boards/$BOARD/owner" ] || cp -r "$IMAGE_DIR/boards/$BOARD/owner/." "$out/"
[ -z "${VENDOR:-}" ] || [ ! -d "$IMAGE_DIR/vendor/$VENDOR/owner" ] || cp -r "$IMAGE_DIR/vendor/$VENDOR/owner/." "$out/"
cp "$REPO/config/appliance.sample.jsonc" "$REPO/config/appliance.schema.json" "$out/signalk/"
# Old editors show a text without carriage returns as one line.
find "$out/signalk" -type f \( -name '*.txt' -o -name '*.json' -o -name '*.jsonc' \) -exec sed -i 's/$/\r/' {} +
mkdir -p "$out/signalk/plugins" "$out/signalk/tls"
printf '%-16382s\r\n' 'Nothing was applied yet: put the card into the appliance and switch it on.' >"$out/signalk/RESULT.txt"
