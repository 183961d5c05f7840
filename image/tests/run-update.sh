#!/usr/bin/env bash
# make image-test-update: updates of the image that `make image` made, and every state that a power cut leaves of a commit.
. "$(dirname "${BASH_SOURCE[0]}")/image.sh"
if [ "$BOARD" = pc ]; then
  refusals
  # Of both boards, in the PC's guest; it takes a minute.
  in_toolbox 1200 commit "$image" "$log/commit.log"
fi
in_toolbox 7200 update $BOARD "$image" "$keys" "$log/update-$BOARD.log" "$@"
