#!/usr/bin/env bash
# The signing key of updates -> DIRECTORY/{key.pem,cert.pem,keyring.pem}: the vendor's own, else one made here for development.
#
# SIGNING_KEY and SIGNING_CERT in the environment come first, for keys that live elsewhere. What units trust is KEYRING, else
# image/vendor/NAME/keyring.pem, else the certificate itself. SIGN=later: with a key for development, to be signed anew where the key is.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
out=$1 vendor=$2
keyring=${KEYRING:-}
[ -n "$keyring" ] || [ -z "$vendor" ] || [ ! -e "$IMAGE_DIR/vendor/$vendor/keyring.pem" ] || keyring=$IMAGE_DIR/vendor/$vendor/keyring.pem
mkdir -p "$out"
own=$REPO/artifacts/image-keys
if [ -n "${SIGNING_KEY:-}" ]; then
  [ -n "${SIGNING_CERT:-}" ] || die "SIGNING_KEY needs SIGNING_CERT"
  cp "$SIGNING_KEY" "$out/key.pem"
  cp "$SIGNING_CERT" "$out/cert.pem"
  cp "${keyring:-$SIGNING_CERT}" "$out/keyring.pem"
  exit 0
fi
[ -z "$keyring" ] || [ "${SIGN:-}" = later ] ||
  die "units are to trust $keyring: name the key that belongs to it with SIGNING_KEY and SIGNING_CERT, or SIGN=later (docs/vendors.md)"
[ -z "$vendor" ] || own=$REPO/artifacts/image-keys/$vendor
if [ ! -e "$own/cert.pem" ]; then
  mkdir -p "$own"
  chmod 700 "$own"
  # From 2020 on, as a boat's clock may be wrong; RAUC takes the time of signing.
  openssl req -x509 -newkey rsa:3072 -nodes -days 7300 -subj "/O=${vendor:-SignalK.Appliance}/CN=development updates" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,digitalSignature,keyCertSign \
    -keyout "$own/key.pem" -out "$own/cert.pem" 2>/dev/null
  echo "image: made a development key in $own; updates are signed with it"
fi
cp "$own/key.pem" "$own/cert.pem" "$out/"
cp "${keyring:-$own/cert.pem}" "$out/keyring.pem"
[ -z "$keyring" ] || echo "image: no unit takes this update before it is signed anew (rauc resign, docs/vendors.md)"
