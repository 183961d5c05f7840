#!/usr/bin/env bash
# make image-test-vendor: what `make image VENDOR=EXAMPLE` made.
maker=EXAMPLE
. "$(dirname "${BASH_SOURCE[0]}")/image.sh"
[ "$ARCH" = amd64 ] || die "the vendor's image is tested on amd64"
in_toolbox 1200 vendor "$image" "$keys" "$log/vendor.log"
