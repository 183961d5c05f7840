#!/usr/bin/env bash
# Tests of the image that `make image` made, in QEMU under software emulation:
#
#   run.sh boot       make image-test: refusals of updates, and one start
#   run.sh card       make image-test-card: what an owner lays on the card
#   run.sh hardware   make image-test-hardware: with simulated CAN cards and radios; watchdogs
. "$(dirname "${BASH_SOURCE[0]}")/image.sh"
case ${1:-boot} in
  boot)
    if [ "$ARCH" = arm64 ]; then
      in_toolbox 1800 boot_arm64 "$image" "$log/boot-$BOARD.log"
    else
      # Updates that must be refused take seconds; the rest of updates is make image-test-update.
      [ -n "${IMAGE:-}" ] || refusals
      in_toolbox 1200 boot "$image" "$log/boot-$BOARD.log"
    fi
    ;;
  card)
    [ "$ARCH" = amd64 ] || die "the card's files are tested on amd64; what reads them is the same on arm64"
    in_toolbox 7200 card "$image" "$log/card-$BOARD.log" "$IMAGE_DIR/vendor/EXAMPLE/plugins/signalk-example-dew-point-1.0.0.tgz" "${BOOTS:-}"
    ;;
  hardware)
    [ "$ARCH" = amd64 ] || die "simulated CAN cards and radios are of the amd64 test"
    in_toolbox 3000 hardware "$image" "$log/hardware-$BOARD.log" ${ONLY:-}
    ;;
  *) die "usage: run.sh boot|card|hardware" ;;
esac
