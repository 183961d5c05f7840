#!/usr/bin/env bash
# The signing key of updates -> DIRECTORY/{key.pem,cert.pem,keyring.pem}: the vendor's own, else one made here for development.
#
# SIGNING_KEY and SIGNING_CERT (files, or PKCS#11 URIs) and KEYRING in the environment come first, for keys that live elsewhere.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
out=$1 vendor=$2
mkdir -p "$out"
own=$REPO/artifacts/image-keys
if [ -n "${SIGNING_KEY:-}" ]; then
  [ -n "${SIGNING_CERT:-}" ] || die "SIGNING_KEY needs SIGNING_CERT"
  cp "$SIGNING_KEY" "$out/key.pem"
  cp "$SIGNING_CERT" "$out/cert.pem"
  cp "${KEYRING:-$SIGNING_CERT}" "$out/keyring.pem"
  exit 0
fi
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
cp "$own/cert.pem" "$out/keyring.pem"
