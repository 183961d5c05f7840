#!/usr/bin/env python3
"""Updates, ten ways, on the image as shipped: each must end in a running system with the right version and the right message.

usage: update.py pc|rpi5 IMAGE KEYS LOG [CASE...]        run inside the toolbox; without names, all cases
"""
import functools
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bundles
import pi
from guest import Disk, Guest, GuestError

APPLIANCE = '{ "boat": "Test Boat", "update": { "healthSeconds": 15 } }\n'
CHOOSER = "/usr/lib/signalk/update/bootchooser"


OTHER_SLOT = "for name in boot_b root_b; do head -c 4M /dev/signalk/$name | sha256sum; done"


class Failed(Exception):
    pass


def sure(ok, what):
    if not ok:
        raise Failed(what)


class Boat:
    """The machine, over its power cycles. Beside its disk one with all bundles, at /mnt, and a stick to plug in."""

    def __init__(self, image, keys, log, board):
        self.directory, self.log, self.board = Path(tempfile.mkdtemp(dir=log.parent)), log, board
        log.unlink(missing_ok=True)
        self.shelf = log.parent / f"bundles-{board}"
        self.version = bundles.make(image, keys, self.shelf, board)["version"]
        self.disk = Disk(image, self.directory)
        self.disk.put(APPLIANCE, "signalk/appliance.json")
        self.firmware = pi.Firmware(self.disk) if board == "rpi5" else None
        self.guest = None

    def close(self):
        if self.guest:
            self.cut()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self):
        monitor = self.directory / "monitor"
        monitor.unlink(missing_ok=True)
        kernel = self.firmware.load(self.directory) if self.firmware else None
        self.guest = Guest(self.disk, self.log, arch="arm64" if self.firmware else "amd64", kernel=kernel, steady=True, extra=[
            "-drive", f"file={self.shelf / 'shelf.img'},if=none,id=store,format=raw,readonly=on", "-device", "virtio-blk-pci,drive=store",
            "-device", "qemu-xhci,id=usb", "-drive", f"file={self.shelf / 'stick.img'},if=none,id=stick,format=raw,readonly=on",
            "-monitor", f"unix:{monitor},server=on,wait=off"])

    def monitor(self, line):
        while not (self.directory / "monitor").exists():
            sure(self.guest.pump(), "no QEMU")
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.settimeout(60)
            monitor.connect(str(self.directory / "monitor"))
            for order in (b"", line.encode() + b"\n"):
                monitor.sendall(order)
                answer = b""
                while b"(qemu)" not in answer:
                    answer += monitor.recv(4096)

    def run(self, command, timeout=180, **options):
        return self.guest.run(command, timeout=timeout, **options)

    def cut(self):
        """The power goes."""
        self._end(cut=True)

    def _end(self, cut=False):
        self.guest.kill()
        if self.firmware:
            self.firmware.ended(self.guest, cut)
        self.guest = None

    def restarted(self, timeout=1200):
        """The machine restarts by itself."""
        sure(self.guest.wait_exit(timeout), f"no restart in {timeout} s")
        self._end()

    def running(self, version, slot, message=None, state=None):
        """A running system: version and slot, committed, the server's own words over HTTP, and the owner's message in three places."""
        about = json.loads(self.run("cat /usr/lib/signalk/image.json", timeout=1200))
        sure(about["version"] == version, f"{about['version']} runs, {version} should")
        self.run(f"until ! {CHOOSER} is-trial; do sleep 1; done", timeout=1200)
        slots = self.run(f"{CHOOSER} get-current; {CHOOSER} get-primary", timeout=120).split()
        sure(slots == [slot, slot], f"slots {slots}, {slot} should run and be committed")
        health = json.loads(self.guest.http("/skServer/health", timeout=600)[1])
        if message:
            self.told(message, state)
        return health

    def told(self, message, state=None):
        """The message is in the status, in RESULT.txt and in the log, which may take the unit a moment."""
        status = self.run("signalk device update status", check=False)
        sure(re.search(message, status), f"status says {status!r}, not {message!r}")
        sure(state is None or state in status, f"status says {status!r}, not {state!r}")
        until = time.monotonic() + 120
        while not re.search(message, card := " ".join(self.run("cat /boot/owner/signalk/RESULT.txt").split())):
            sure(time.monotonic() < until, f"RESULT.txt does not say {message!r}: {card[:900]!r}")
            time.sleep(2)
        journal = self.run(f"journalctl -b --no-pager -o cat | grep -cE {shlex.quote(message)}", check=False)
        sure(journal.strip().isdigit() and int(journal) > 0, f"the log does not say {message!r}")

    def install(self, name):
        """An update that restarts the machine when it is in its slot."""
        self.mounted()
        self.run(f"systemd-run --quiet --unit=test-update signalk device update install /mnt/{name}.raucb")

    def mounted(self):
        self.run("mountpoint -q /mnt || mount -o ro /dev/vdb /mnt")

    def post(self, path, body, kind, headers=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.guest.http_port}{path}", body, {"Content-Type": kind, **(headers or {})})
        try:
            return urllib.request.urlopen(request, timeout=1200)
        except urllib.error.HTTPError as error:
            raise Failed(f"POST {path}: {error.code} {error.read()[:300]}") from error

    def explain(self):
        """What a machine that is not as it should be knows, for whoever reads the log; the next case starts from power-on."""
        if self.guest is None:
            return
        try:
            journal = self.run("journalctl -b --no-pager -o short-monotonic | tail -n 800", timeout=60, check=False)
            self.log.with_suffix(".journal").write_text(journal)
        except GuestError:
            pass
        self.cut()

    def percent(self):
        answer = self.run("busctl get-property de.pengutronix.rauc / de.pengutronix.rauc.Installer Progress", check=False)
        found = re.match(r'\(isi\) (\d+)', answer)
        return int(found[1]) if found else 0

    def progress(self, target, timeout=1200):
        until = time.monotonic() + timeout
        while (percent := self.percent()) < target or percent == 100 and target < 100:
            sure(time.monotonic() < until, f"the installation is not at {target} %")
            time.sleep(0.5)
        return percent


class BareBoat(Boat):
    """Of an image without the server (BINARY=none): slots, RAUC and the firmware are all there is to see, and the test is the gate."""

    def running(self, version, slot, message=None, state=None):
        about = json.loads(self.run("cat /usr/lib/signalk/image.json", timeout=900))
        sure(about["version"] == version, f"{about['version']} runs, {version} should")
        slots = self.run(f"{CHOOSER} get-current; {CHOOSER} get-primary").split()
        sure(slots == [slot, slot], f"slots {slots}, {slot} should run and be committed")

    def install(self, name):
        self.mounted()
        self.run(f"systemd-run --quiet --unit=test-update sh -c 'rauc install /mnt/{name}.raucb && systemctl reboot'")


def refused(boat, name, message):
    """Nothing is written, nothing armed, the version before runs on."""
    boat.mounted()
    before = boat.run(OTHER_SLOT)
    answer = boat.run(f"signalk device update install /mnt/{name}.raucb; echo status $?", timeout=400)
    sure("status 0" not in answer, f"not refused: {answer}")
    boat.told(message, "refused")
    sure(before == boat.run(OTHER_SLOT), "the other slot was written")
    boat.running(boat.version, "A")


def wrong_signature(boat):
    refused(boat, "stranger", "not signed by anybody whom this unit trusts")


def wrong_board(boat):
    refused(boat, "board", f"for another kind of unit .signalk-appliance-{'rpi5' if boat.board == 'pc' else 'pc'}")


def older_version(boat):
    refused(boat, "older", r"0\.0\.1 was not installed: it is older")


def cut_off(boat):
    refused(boat, "cut", "the file is damaged")


def cut_while_writing(boat):
    boat.install("good")
    percent = boat.progress(45)
    boat.cut()
    print(f"info power cut at {percent} % of the installation", flush=True)
    boat.start()
    boat.running(boat.version, "A", r"50\.1\.0")


def broken_service(boat):
    boat.install("broken")
    boat.restarted()
    boat.start()
    boat.restarted()
    boat.start()
    boat.running(boat.version, "A", r"50\.2\.0", "rolled-back")


def kernel_that_panics(boat):
    boat.install("panic")
    boat.restarted()
    boat.start()
    sure(boat.guest.wait_console("Kernel panic", 600), "no panic")
    boat.restarted(180)
    boat.start()
    boat.running(boat.version, "A", r"50\.3\.0", "rolled-back")


def cut_in_first_start(boat):
    boat.install("good")
    boat.restarted()
    boat.start()
    about = json.loads(boat.run("cat /usr/lib/signalk/image.json", timeout=1200))
    sure(about["version"] == "50.1.0" and boat.run(f"{CHOOSER} is-trial && echo trial") == "trial", f"no trial of 50.1.0: {about}")
    boat.cut()
    boat.start()
    boat.running(boat.version, "A", r"50\.1\.0", "rolled-back")


def by_stick(boat):
    boat.monitor("device_add usb-storage,bus=usb.0,drive=stick,removable=on")
    boat.restarted()
    # Left in: the update must not install itself again, nor anything be said against it.
    boat.start()
    boat.monitor("device_add usb-storage,bus=usb.0,drive=stick,removable=on")
    boat.running("50.1.0", "B", r"50\.1\.0", "committed")


def by_upload(boat):
    """As the page does it: with the claim code of RESULT.txt an account, with that the bundle."""
    code = boat.run("cat /run/signalk-device/claim-code", timeout=1200).strip()
    answer = boat.post("/skServer/claim", json.dumps({"code": code, "username": "owner", "password": "a-password-for-tests"}).encode(), "application/json")
    cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])
    boat.post("/skServer/update", (boat.shelf / "again.raucb").read_bytes(), "application/octet-stream", {"Cookie": cookie})
    boat.restarted()
    boat.start()
    boat.running("50.6.0", "A", r"50\.6\.0", "committed")
    boat.cut()
    boat.start()
    boat.running("50.6.0", "A")


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
    sure(boat.run(f"{CHOOSER} get-current; {CHOOSER} get-primary", timeout=900).split() == ["B", "A"], "no trial of B")
    boat.run("rauc status mark-good booted")
    boat.running("50.1.0", "B")
    boat.cut()
    boat.start()
    boat.running("50.1.0", "B")


# Each group is a machine of its own; two run at once, or as many as JOBS says.
LIVES = [
    {"good, by a stick": by_stick, "good, by upload": by_upload},
    {"kernel that does not boot": kernel_that_panics, "power cut in the first start": cut_in_first_start},
    {
        "wrong signature": wrong_signature,
        "wrong board": wrong_board,
        "older version": older_version,
        "cut off at 30 %": cut_off,
        "power cut while writing": cut_while_writing,
    },
    {"broken service": broken_service},
]

BARE_LIVES = [
    {"refusals by RAUC": bare_refusals, "good": bare_good},
    {"kernel that does not boot": kernel_that_panics},
    {"power cut while writing": cut_while_writing, "power cut in the first start": cut_in_first_start},
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
                    boat.run("true", timeout=1200)
                case(boat)
            except (Failed, GuestError, OSError, ValueError, subprocess.SubprocessError) as error:
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
    with ThreadPoolExecutor(int(os.environ.get("JOBS", 2))) as pool:
        running = [pool.submit(live, functools.partial(kind, image, keys, log.with_suffix(f".{number}.log"), board), cases)
                   for number, cases in enumerate(lives, 1) if cases]
        rows = [row for one in running for row in one.result()]
    print(f"\n{'case':32}{'s':>6}  outcome")
    for name, seconds, wrong in rows:
        print(f"{name:32}{seconds:6.0f}  {wrong or 'passed'}")
    print(f"{'all':32}{time.monotonic() - begin:6.0f}")
    if any(wrong for _, _, wrong in rows):
        sys.exit("update-test: failed")
    print(f"update-test: {len(rows)} passed")


main()
