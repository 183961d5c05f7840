#!/usr/bin/env bash
# Builds the solution once, runs every test project (or those named) and ends with the sum: "N passed, N failed".
#
#   build/test.sh [tests/SignalK.Core.Tests ...]
#
# SIGNALK_BINARY names the binary that the black-box tests drive; without it they take the build's own.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

projects=("$@")
[ ${#projects[@]} -gt 0 ] || projects=(tests/*.Tests)
dotnet build SignalK.Appliance.sln --nologo -v q --tl:off

passed=0 failed=0 skipped=0 status=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in "${projects[@]}"; do
  timeout 900 dotnet test "$project" --no-build --nologo -v q --tl:off --logger "console;verbosity=minimal" 2>&1 | tee "$log" || status=1
  # Passed!  - Failed:     0, Passed:    42, Skipped:     1, Total:    43, Duration: 2 s - X.dll (net10.0)
  while read -r f p s; do failed=$((failed + f)) passed=$((passed + p)) skipped=$((skipped + s)); done < <(
    sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\1 \2 \3/p' "$log")
done
# A project that broke off before it could count its tests is a failure too.
[ $status = 0 ] || [ $failed -gt 0 ] || failed=1
[ $skipped = 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ $status = 0 ] && [ $failed = 0 ]
