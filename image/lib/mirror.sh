# Sourced: DEBIAN_MIRROR and DEBIAN_SECURITY, from the environment or from this machine's own apt configuration.
apt_uris() {
  apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(SUITE)' 'Created-By: Packages' 2>/dev/null | sort -u
  sed -nE 's/^URIs: *([^ ]+).*/\1 - -/p; s/^deb +(\[[^]]*\] +)?([^ ]+) .*/\2 - -/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true
}

find_mirrors() {
  [ -n "${DEBIAN_MIRROR:-}" ] ||
    DEBIAN_MIRROR=$(apt_uris | awk '($2 == "Debian" || $1 ~ /\/debian\/?$/) && $1 !~ /security/ && !n++ { print $1 }')
  [ -n "${DEBIAN_SECURITY:-}" ] ||
    DEBIAN_SECURITY=$(apt_uris | awk '$1 ~ /debian-security/ && !n++ { print $1 }')
  DEBIAN_MIRROR=${DEBIAN_MIRROR%/} DEBIAN_SECURITY=${DEBIAN_SECURITY%/}
  [ -n "$DEBIAN_MIRROR" ] || die "no Debian mirror in this machine's apt configuration: set DEBIAN_MIRROR=URL (and DEBIAN_SECURITY=URL)"
  export DEBIAN_MIRROR DEBIAN_SECURITY
}

# The sources of a suite, in the form apt reads.
sources() {
  echo "deb $DEBIAN_MIRROR trixie main non-free-firmware"
  echo "deb $DEBIAN_MIRROR trixie-updates main non-free-firmware"
  [ -z "$DEBIAN_SECURITY" ] || echo "deb $DEBIAN_SECURITY trixie-security main non-free-firmware"
}

# What the archive says now: changes when any package of the suites does.
archive_state() {
  local url
  for url in "$DEBIAN_MIRROR/dists/trixie" "$DEBIAN_MIRROR/dists/trixie-updates" ${DEBIAN_SECURITY:+"$DEBIAN_SECURITY/dists/trixie-security"}; do
    fetch_text "$url/InRelease" || return 1
  done | hash_of
}

fetch_text() { curl -fsSL --max-time 60 "$1"; }
