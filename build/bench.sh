#!/usr/bin/env bash
# Benchmarks: what a sentence, a delta and a reader cost inside the process (bytes allocated are checked against
# tests/SignalK.Benchmarks/budgets.json), then the same loads over real sockets on our binary and on any other server.
#
#   build/bench.sh BINARY [NAME=COMMAND ...]
#
# A COMMAND starts a Signal K server on loopback; {http}, {nmea}, {tcp} and {dir} in it stand for free ports and an empty
# directory. With the peer that `make conformance` installs present, it is measured too. SECS=8 is the length of a run.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

binary=$(realpath "$1"); shift
dotnet build tests/SignalK.Benchmarks -c Release --nologo -v q --tl:off
dotnet build tests/SignalK.LoadGenerator -c Release --nologo -v q --tl:off

artifacts/bin/SignalK.Benchmarks/release/SignalK.Benchmarks --filter '*Hub*' '*Nmea0183*' | grep -E '^\||^kept|^OVER'

# The engines' kernels beside V8 and C, and what crossing the border costs; as native code, which is what ships.
kernels=$PWD/artifacts/aot/kernels
dotnet publish tests/SignalK.Wasm.Spec -c Release -r linux-x64 -p:PublishAot=true -p:AppFramework="${FRAMEWORK:-net10.0}" \
  -p:ArtifactsPath="$kernels/artifacts" -o "$kernels" --nologo -v q --tl:off
"$kernels/SignalK.Wasm.Spec" kernels
"$kernels/SignalK.Wasm.Spec" border

ours="/usr/bin/env NMEA0183PORT={nmea} TCPSTREAMPORT={tcp} UDPPORT=0 $binary run --config {dir} --port {http} --listen 127.0.0.1"
servers=("ours=$ours")
if [ -d "${SIGNALK_PEER_DIR:-artifacts/peer}/server" ]; then
  servers+=("peer=/usr/bin/env NMEA0183PORT={nmea} TCPSTREAMPORT={tcp} PORT={http} tests/conformance/start-peer.sh {dir}")
fi
artifacts/bin/SignalK.LoadGenerator/release/skload suite --secs "${SECS:-8}" "${servers[@]}" "$@"

# Plugins: fifty of the same on each server, idle and counting deltas. Built from our sources against upstream's own SDK, so that
# the peer runs the very same modules.
bash tests/SignalK.Plugins.Tests/Upstream/build.sh
artifacts/bin/SignalK.LoadGenerator/release/skload plugins --secs "${SECS:-8}" --idle artifacts/upstream-plugins/put-0.28-incremental \
  --busy artifacts/upstream-plugins/counter-0.28-incremental "${servers[@]}" "$@"

# What plugins that do their worst cost everybody else; with a failure's status when it is more than is allowed.
artifacts/bin/SignalK.LoadGenerator/release/skload torture --secs "${SECS:-8}" "$ours"
