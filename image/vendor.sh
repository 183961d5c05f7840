#!/usr/bin/env bash
# What a vendor's folder (image/vendor/NAME, docs/vendors.md) brings into an image.
#
#   vendor.sh check FOLDER [BINARY]             stops with each mistake in it, before minutes are spent
#   vendor.sh install FOLDER ROOT               into the root: maker, board, plugins, default configuration; with BOARD
#   vendor.sh channel FOLDER DIRECTORY          what units look for -> DIRECTORY/channel-NAME.json; with VERSION
#   vendor.sh key FOLDER DIRECTORY              keys for its updates -> DIRECTORY, what units trust -> FOLDER/keyring.pem
#   vendor.sh overlays FOLDER BASE.dtb DIRECTORY   its own device tree overlays, tried on the board's tree; with BOARD
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
folder=$2

check() {
  # Any server that runs here can tell; the image's own may be for another machine.
  local binary
  for binary in "${1:-}" "$REPO/artifacts/publish/linux-x64/signalk"; do
    if [ -x "$binary" ] && "$binary" --version >/dev/null 2>&1; then
      "$binary" device vendor-check "$folder" || die "the mistakes above are in $folder"
      return
    fi
  done
  die "nothing here can check $folder: 'make publish' makes a server for this machine, which can"
}

install_into() {
  local root=$1 target=$1/usr/share/signalk/vendor package
  mkdir -p "$target/plugins" "$root/usr/share/signalk/config"
  find "$folder" -maxdepth 1 -type f \( -name vendor.json -o -name '*.svg' -o -name '*.png' \) -exec cp {} "$target/" \;
  [ ! -e "$folder/boards/$BOARD/board.json" ] || cp "$folder/boards/$BOARD/board.json" "$target/"
  for package in "$folder"/plugins/*.tgz; do
    [ -e "$package" ] || continue
    mkdir "$target/plugins/$(basename "$package" .tgz)"
    tar -C "$target/plugins/$(basename "$package" .tgz)" --strip-components=1 --no-same-owner --no-same-permissions -xzf "$package"
  done
  [ ! -d "$folder/config" ] || cp -r "$folder/config/." "$root/usr/share/signalk/config/"
  chmod -R u=rwX,go=rX "$target" "$root/usr/share/signalk/config"
}

overlays() {
  local overlay
  for overlay in "$folder/boards/$BOARD/overlays"/*.dtbo; do
    [ -e "$overlay" ] || continue
    fdtoverlay -i "$1" -o /dev/null "$overlay" || die "$overlay does not apply to $(basename "$1")"
    cp "$overlay" "$2/"
  done
}

channel() {
  local out=$1 name bundle board comma=
  name=$(basename "$folder")
  {
    printf '{\n  "version": "%s",\n  "notes": "",\n  "bundles": {' "$VERSION"
    for bundle in "$out/signalk-$name-$VERSION"-*.raucb; do
      board=${bundle##*-}
      printf '%s\n    "%s": "%s"' "$comma" "${board%.raucb}" "$(basename "$bundle")"
      comma=,
    done
    printf '\n  }\n}\n'
  } >"$out/channel-$name.json"
}

# What units trust is a root that signs nothing but certificates: the key of the updates can be changed without a visit to any boat.
key() {
  local out=$1 name
  name=$(basename "$folder")
  [ -d "$folder" ] || die "there is no $folder"
  case $(realpath -m "$out")/ in "$REPO"/*) die "keys must not lie in the repository: DIR=/a/safe/place" ;; esac
  [ ! -e "$out/root-key.pem" ] || die "$out has keys already; units that trust them would never take an update signed with others"
  [ ! -e "$folder/keyring.pem" ] || die "$folder/keyring.pem is there already: units in the field trust it"
  (umask 077; mkdir -p "$out")
  openssl req -x509 -newkey rsa:3072 -nodes -days 10950 -subj "/O=$name/CN=$name root of updates" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$out/root-key.pem" -out "$out/root.pem" 2>/dev/null
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/O=$name/CN=$name updates" -CA "$out/root.pem" -CAkey "$out/root-key.pem" \
    -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature -keyout "$out/key.pem" -out "$out/cert.pem" 2>/dev/null
  cp "$out/root.pem" "$folder/keyring.pem"
  cat <<X
$out/root-key.pem      the root: take it off this machine and lock it away; only a new signing key needs it
$out/key.pem, cert.pem the signing key, ten years: sudo make image VENDOR=$name SIGNING_KEY=$out/key.pem SIGNING_CERT=$out/cert.pem
$folder/keyring.pem    what units trust: commit it
X
}

case $1 in
  channel) channel "$3" ;;
  key) key "$3" ;;
  check) check "${3:-}" ;;
  install) install_into "$3" ;;
  overlays) overlays "$3" "$4" ;;
esac
