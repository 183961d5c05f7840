#!/usr/bin/env python3
"""Updates, each way they go, on the image as shipped: all must end in a running system with the right version and the right message.

usage: update.py pc|rpi5 IMAGE KEYS LOG [CASE...]        run inside the toolbox; without names, all cases
"""
import functools
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bundles
from boat import CHOOSER, SHOP, BareBoat, Boat, Failed, cpu_seconds, sure
from guest import GuestError


def refused(boat, name, message):
    """Nothing is written, nothing armed, the version before runs on."""
    boat.mounted()
    before = boat.other_slots_content()
    answer = boat.run(f"signalk device update install /mnt/{name}.raucb; echo status $?", timeout=400)
    sure("status 0" not in answer, f"not refused: {answer}")
    boat.told(message, "refused")
    sure(before == boat.other_slots_content(), "the other slot was written")
    boat.running(boat.version, "A")


def wrong_signature(boat):
    refused(boat, "stranger", "the update was not installed: it is not signed by anybody whom this unit trusts")


def wrong_board(boat):
    refused(boat, "board", f"{boat.named('board')} was not installed: it is for another kind of unit .signalk-appliance-{'rpi5' if boat.board == 'pc' else 'pc'};")


def older_version(boat):
    refused(boat, "older", r"0\.0\.1 was not installed: it is older than version")


def cut_off(boat):
    refused(boat, "cut", "the update was not installed: the file is damaged")


def broken_download(boat):
    status, answer = boat.order({"url": f"http://{SHOP}/broken/good.raucb"})
    sure(status == 202, answer)
    message = rf"the update was not installed: the download from {SHOP} was cut off after \d+ MB of \d+ MB"

    def missing():
        update = boat.get("/skServer/update")
        told = boat.told_by_server()
        return "" if update["state"] == "refused" and all(re.search(message, text) for text in (update["message"], *told.values())) else f"{update}, {told}"
    boat.eventually(missing, boat.patience)
    sure(not boat.run("ls /data/signalk/update"), "something of it was left")
    boat.running(boat.version, "A")


def no_room(boat):
    """The data partition is full but for what must stay free; an upload is refused and nothing else suffers."""
    boat.claim()
    boat.run("fallocate -l $(($(df --output=avail -B1 /data | tail -1) - 100000000)) /data/full")
    status, answer = boat.announce((boat.shelf / "good.raucb").stat().st_size)
    sure(status == 400 and "there is no room for it" in answer, f"{status} {answer}")
    sure(not boat.run("rm /data/full; ls /data/signalk/update"), "something of it was left")
    boat.running(boat.version, "A")


def pulled_out(boat):
    boat.plug_in()
    percent = boat.progress(45)
    boat.pull_out()
    boat.told(boat.named("stick") + " was not installed: .*stick cannot be read", "failed")
    print(f"info pulled out at {percent} % of the installation", flush=True)
    boat.running(boat.version, "A")


def cut_while_writing(boat):
    boat.install("good")
    percent = boat.progress(45)
    boat.cut()
    print(f"info power cut at {percent} % of the installation", flush=True)
    boat.start()
    boat.running(boat.version, "A", boat.named("good") + " was not installed: the unit was switched off while it was written", "failed")


def gone_back(boat, name, message):
    """A trial that fails: the machine goes back by itself."""
    boat.install(name)
    boat.restarted()
    boat.start()
    boat.restarted()
    boat.start()
    boat.running(boat.version, "A", message, "rolled-back")


def broken_service(boat):
    gone_back(boat, "broken", boat.named("broken") + " was tried and is not kept: the server did not answer")


def input_lost(boat):
    boat.under_way()
    gone_back(boat, "deaf", boat.named("deaf") + " was tried and is not kept: gps could not be opened")


def kernel_that_panics(boat):
    boat.install("panic")
    boat.restarted()
    boat.start()
    sure(boat.guest.wait_console("Kernel panic", 600), "no panic")
    boat.restarted()
    boat.start()
    boat.running(boat.version, "A", boat.named("panic") + " was tried and is not kept: it did not start", "rolled-back")


def cut_in_first_start(boat):
    boat.install("good")
    boat.restarted()
    boat.start()
    about = boat.about()
    sure(about["version"] == boat.bundles["good"] and boat.run(f"{CHOOSER} is-trial && echo trial") == "trial", f"no trial: {about}")
    if boat.firmware:
        answer = boat.run(f"umount -l /boot/owner; {CHOOSER} is-trial && echo trial", check=False)
        sure(answer.endswith("trial"), f"a trial is not known without the owner's partition: {answer}")
    boat.cut()
    boat.receiver.talks = False
    boat.start()
    boat.running(boat.version, "A", boat.named("good") + " was tried and is not kept: it did not start, or the unit was switched off", "rolled-back")


def committed(boat, name, slot):
    boat.restarted()
    boat.start()
    boat.running(boat.bundles[name], slot, boat.named(name) + " has proved itself", "committed")


def by_stick(boat):
    """Of a boat whose instruments are off. Left in, the stick installs nothing again, nor is anything said against it."""
    boat.in_harbour()
    other = boat.other_slot()
    boat.plug_in()
    boat.restarted()
    boat.start()
    boat.plug_in()
    boat.running(boat.bundles["stick"], other, boat.named("stick") + " has proved itself", "committed")


def by_url(boat):
    """Of a boat under way, over a connection that breaks once."""
    boat.under_way()
    other = boat.other_slot()
    status, answer = boat.order({"url": f"http://{SHOP}/flaky/url.raucb"})
    sure(status == 202, answer)
    committed(boat, "url", other)


def by_upload(boat):
    """As the page does it. The power cut after it changes nothing any more."""
    other = boat.other_slot()
    status, answer = boat.order((boat.shelf / "upload.raucb").read_bytes(), "application/octet-stream")
    sure(status == 202, answer)
    committed(boat, "upload", other)
    boat.cut()
    boat.start()
    about = boat.about()
    sure(about["version"] == boat.bundles["upload"] and not boat.run(f"{CHOOSER} is-trial && echo trial", check=False), f"not kept: {about}")


def bare_refusals(boat):
    boat.mounted()
    for name, reason in (("stranger", "signature verification failed"), ("board", "Compatible mismatch"), ("cut", "Invalid bundle format")):
        answer = boat.run(f"rauc install /mnt/{name}.raucb 2>&1", check=False)
        sure(reason.lower() in answer.lower(), f"{name}: {answer[-400:]}")
    boat.running(boat.version, "A")


def bare_good(boat):
    boat.install("good")
    boat.restarted()
    boat.start()
    sure(boat.run(f"{CHOOSER} get-current; {CHOOSER} get-primary", timeout=boat.patience).split() == ["B", "A"], "no trial of B")
    boat.run("rauc status mark-good booted")
    boat.running(boat.bundles["good"], "B")
    boat.cut()
    boat.start()
    boat.running(boat.bundles["good"], "B")


# Each group is a machine of its own, and each start of it serves the end of one case and the beginning of the next. Two run at
# once; with JOBS=1 one machine lives through all of them.
LIVES = [
    {
        "wrong signature": wrong_signature,
        "wrong board": wrong_board,
        "older version": older_version,
        "cut off at 30 %": cut_off,
        "download cut off": broken_download,
        "no room for an upload": no_room,
        "stick pulled out": pulled_out,
        "power cut while writing": cut_while_writing,
        "kernel that does not boot": kernel_that_panics,
        "broken service": broken_service,
    },
    {
        "an input is lost": input_lost,
        "power cut in the first start": cut_in_first_start,
        "good, by a stick": by_stick,
        "good, by URL": by_url,
        "good, by upload": by_upload,
    },
]

BARE_LIVES = [
    {"refusals by RAUC": bare_refusals, "kernel that does not boot": kernel_that_panics},
    {"power cut while writing": cut_while_writing, "power cut in the first start": cut_in_first_start, "good": bare_good},
]


def live(make, cases):
    """The cases one after the other: (name, seconds, what was wrong)."""
    rows, boat = [], None
    try:
        boat = make()
        for name, case in cases.items():
            start, wrong = time.monotonic(), ""
            try:
                if boat.guest is None:
                    boat.start()
                    boat.settled()
                case(boat)
            except (Failed, GuestError, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
                wrong = f"{type(error).__name__}: {error}"
                boat.explain()
            rows.append((name, time.monotonic() - start, wrong))
            print(f"{'FAIL' if wrong else 'ok  '} {name}: {rows[-1][1]:.0f} s {wrong}", flush=True)
    finally:
        if boat:
            boat.close()
    return rows


def main():
    board, (image, keys, log), begin = sys.argv[1], map(Path, sys.argv[2:5]), time.monotonic()
    wanted = sys.argv[5:]
    about = bundles.make(image, keys, log.parent / f"bundles-{board}", board)
    kind, lives = (Boat, LIVES) if about["release"] else (BareBoat, BARE_LIVES)
    lives = [{name: case for name, case in cases.items() if not wanted or name in wanted} for cases in lives]
    print(f"info bundles made in {time.monotonic() - begin:.0f} s" + ("" if about["release"] else "; there is no server in this image"), flush=True)
    jobs = int(os.environ.get("JOBS", 2))
    if jobs == 1:
        lives = [{name: case for cases in lives for name, case in cases.items()}]
    with ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(live, functools.partial(kind, image, keys, log.with_suffix(f".{number}.log"), board), cases)
                   for number, cases in enumerate(lives, 1) if cases]
        rows = [row for one in running for row in one.result()]
    print(f"\n{'case':32}{'s':>6}  outcome")
    for name, seconds, wrong in rows:
        print(f"{name:32}{seconds:6.0f}  {wrong or 'passed'}")
    print(f"{'all':32}{time.monotonic() - begin:6.0f}  {cpu_seconds():.0f} s of CPU")
    if any(wrong for _, _, wrong in rows):
        sys.exit("update-test: failed")
    print(f"update-test: {len(rows)} passed")


main()
