#!/usr/bin/env python3
"""The commit of a slot is atomic: every state that a power cut can leave, of a PC's variables and of the Pi's autoboot.txt.

usage: commit.py IMAGE LOG        run inside the toolbox

Both are recorded at the lowest level while a guest arms, disarms and commits: each write of the firmware into its flash, and
each sector that the kernel writes on the Pi's FAT partition. What was left by every cut is then read as the firmware would.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import variables
import writelog
from guest import Disk, Guest

REPO = Path(__file__).resolve().parents[2]
PI_BOARD = REPO / "image/boards/rpi5/overlay/usr/lib/signalk/update/board"
AUTOBOOT = "[all]\ntryboot_a_b=1\nboot_partition={}\n[tryboot]\nboot_partition={}\n"
ON_PC = "arm B && disarm && arm B && commit B && commit A && commit B"
# What fsck.vfat says of any file system, and of one that was not unmounted.
BENIGN = re.compile(r"fsck\.fat|Dirty bit is set|\s*Automatically removing dirty bit|Leaving filesystem unchanged|.*: \d+ files, ")
EXPECTED = ["-/-", "-/B", "-/-", "-/B", "B/B", "A/B", "B/B"]


def slot(data):
    """An entry's slot, as systemd-boot reads the variable; what it cannot read is none of ours."""
    found = {"signalk-a.conf\0": "A", "signalk-b.conf\0": "B"}
    return "-" if data is None else found.get(data.decode("utf-16-le", errors="replace"), f"{data!r}")


def of_pc(base, log):
    """committed/armed after each write, without repetitions; how many states there were."""
    seen, count = [], 0
    for count, state in enumerate(writelog.in_order(base, writelog.read(log)), 1):
        try:
            found = variables.variables(state)
            now = f"{slot(found.get('LoaderEntryDefault'))}/{slot(found.get('LoaderEntryOneShot'))}"
        except variables.Broken as error:
            now = str(error)
        if not seen or seen[-1] != now:
            seen.append(now)
    return seen, count


def of_pi(base, log, directory):
    """What autoboot.txt says, and what fsck finds beyond the mark of an unclean end; how often."""
    seen, image, known = collections.Counter(), directory / "state.vfat", {}
    for state in writelog.any_subset(base, writelog.read(log)):
        key = hash(bytes(state))
        if key not in known:
            image.write_bytes(state)
            text = subprocess.run(["mtype", "-i", image, "::autoboot.txt"], stdout=subprocess.PIPE, env={**os.environ, "MTOOLS_SKIP_CHECK": "1"}).stdout.decode(errors="replace")
            check = subprocess.run(["fsck.vfat", "-n", image], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode(errors="replace")
            wrong = [line for line in check.splitlines() if line.strip() and not BENIGN.match(line)]
            known[key] = ({AUTOBOOT.format(2, 3): "A", AUTOBOOT.format(3, 2): "B"}.get(text, "INVALID"), "; ".join(wrong))
        seen[known[key]] += 1
    return seen


def main():
    image, log = Path(sys.argv[1]), Path(sys.argv[2])
    log.unlink(missing_ok=True)
    directory, begin = Path(tempfile.mkdtemp(dir=log.parent)), time.monotonic()
    failed = False
    try:
        disk, card = Disk(image, directory), directory / "card.vfat"
        flash_log, card_log = log.with_suffix(".flash"), log.with_suffix(".card")
        with open(card, "wb") as file:
            file.truncate(8 << 20)
        subprocess.check_call(["mkfs.vfat", "-s", "1", "-n", "SIGNALK", str(card)], stdout=subprocess.DEVNULL)
        (directory / "autoboot.txt").write_text(AUTOBOOT.format(2, 3))
        subprocess.check_call(["mcopy", "-i", str(card), str(directory / "autoboot.txt"), "::autoboot.txt"])
        flash, fat = disk.variables.read_bytes(), card.read_bytes()
        disk.flash = writelog.drive(disk.variables, flash_log)
        guest = Guest(disk, log, extra=["-drive", f"if=none,id=card,{writelog.drive(card, card_log)}", "-device", "virtio-blk-pci,drive=card"])
        try:
            guest.run(f". /usr/lib/signalk/update/board; {ON_PC}", timeout=400)
            guest.run("mkdir -p /run/card && mount -o ro /dev/vdb /run/card")
            guest.run(f"cat >/run/pi-board <<'END-OF-BOARD'\n{PI_BOARD.read_text()}END-OF-BOARD\n", timeout=60)
            guest.run("export SIGNALK_OWNER=/run/card; . /run/pi-board; commit B && commit A && commit B && umount /run/card && sync /dev/vdb")
        finally:
            guest.kill()
        states, count = of_pc(flash, flash_log)
        ok = states == EXPECTED
        failed |= not ok
        print(f"{'ok  ' if ok else 'FAIL'} PC: {count} states of the flash; committed/armed is {' '.join(states)}")
        seen = of_pi(fat, card_log, directory)
        ok = {what for what, _ in seen} == {"A", "B"} and not any(wrong for _, wrong in seen)
        failed |= not ok
        print(f"{'ok  ' if ok else 'FAIL'} Pi: {sum(seen.values())} states of the FAT; autoboot.txt says "
              + ", ".join(f"{what} {wrong}: {times}" for (what, wrong), times in sorted(seen.items())))
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    print(f"commit-test: {'FAILED' if failed else 'passed'} in {time.monotonic() - begin:.0f} s")
    sys.exit(failed)


main()
