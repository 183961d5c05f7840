# Sourced by every script of image/: names, versions, mirrors, progress.
set -euo pipefail
IMAGE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
REPO=$(dirname "$IMAGE_DIR")
export IMAGE_CACHE=${IMAGE_CACHE:-$REPO/artifacts/image-cache}
export LC_ALL=C.UTF-8 TZ=UTC
# Modes in an image are of the image, not of whoever builds it.
umask 022

die() { echo "image: $*" >&2; exit 1; }

# step NAME COMMAND...: says what runs, keeps its output in the log, says how long it took; shows the log's end when it failed.
step() {
  local name=$1 begin=$SECONDS status; shift
  printf 'image: %-34s ' "$name"
  # Not in a condition: that would switch off errexit inside a function.
  set +e
  (set -e; "$@") >>"$LOG" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then
    printf '%4d s\n' $((SECONDS - begin))
  else
    printf 'failed\n'
    tail -25 "$LOG" >&2
    die "$name failed; the whole log is in $LOG"
  fi
}

# need COMMAND PACKAGE: a host tool, or the package to get it from.
need() { command -v "$1" >/dev/null || die "$1 is missing here: apt-get install $2 (or build/setup.sh image)"; }

product_version() { sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' "$REPO/Directory.Build.props"; }

# The commit's time dates everything in an image; the same commit gives the same bytes.
commit_epoch() { git -C "$REPO" log -1 --format=%ct 2>/dev/null || echo 1790000000; }

hash_of() { sha256sum | cut -c1-16; }
