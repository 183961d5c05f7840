#!/usr/bin/env python3
"""What must not be installed is refused with its reason: the image's own server and RAUC, in the image's root, without a machine.

usage: refusals.py pc|rpi5 IMAGE KEYS UPDATE DIRECTORY        run inside the toolbox, for the architecture that it has
"""
import sys
import time
from pathlib import Path

import bundles

UPDATE = "/usr/bin/signalk device update"


def main():
    board, (image, keys, update, directory), begin = sys.argv[1], map(Path, sys.argv[2:6]), time.monotonic()
    other = "rpi5" if board == "pc" else "pc"
    directory.mkdir(exist_ok=True)
    made, failed = bundles.Bundles(image, keys, directory, board), 0
    try:
        version = made.about["version"]
        made.bundle("stranger", "50.4.0", keys=made.stranger())
        made.bundle("board", "50.5.0", board=other)
        made.bundle("older", "0.0.1")
        with open(update, "rb") as whole, open(directory / "cut.raucb", "wb") as cut:
            cut.write(whole.read(update.stat().st_size * 3 // 10))
        with made.asked() as ask:
            for name, reason in (
                    ("stranger", "the update was not installed: it is not signed by anybody whom this unit trusts"),
                    ("board", f"version 50.5.0 was not installed: it is for another kind of unit (signalk-appliance-{other}; this is signalk-appliance-{board})"),
                    ("older", f"version 0.0.1 was not installed: it is older than version {version}"),
                    ("cut", "the update was not installed: the file is damaged, or no update")):
                start = time.monotonic()
                status, words = ask(f"{UPDATE} install /mnt/{name}.raucb")
                _, shown = ask(f"{UPDATE} status")
                ok = status == 1 and words.startswith(reason) and f"refused: {reason}" in shown
                failed += not ok
                print(f"{'ok  ' if ok else 'FAIL'} {name}: {words if ok else (status, words, shown)} ({time.monotonic() - start:.1f} s)", flush=True)
    finally:
        made.close()
    print(f"refusal-test: {'FAILED' if failed else 'passed'} in {time.monotonic() - begin:.0f} s")
    sys.exit(failed > 0)


main()
