#!/usr/bin/env bash
# make image-test-update: updates of the image that `make image` made, and every state that a power cut leaves of a commit.
. "$(dirname "${BASH_SOURCE[0]}")/image.sh"
# Both boards' commits, in the PC's guest, take a minute.
[ "$BOARD" != pc ] || { refusals && in_toolbox 1200 commit "$image" "$log/commit.log"; }
in_toolbox 7200 update $BOARD "$image" "$keys" "$log/update-$BOARD.log" "$@"
