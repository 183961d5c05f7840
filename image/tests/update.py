#!/usr/bin/env python3
"""Updates, ten ways, on the image as shipped: each must end in a running system with the right version and the right message.

usage: update.py IMAGE KEYS LOG [CASE...]        run inside the toolbox; without names, all cases in their order
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import bundles
from guest import Disk, Guest, GuestError

APPLIANCE = '{ "boat": "Test Boat", "update": { "healthSeconds": 15 } }\n'
CHOOSER = "/usr/lib/signalk/update/bootchooser"


class Failed(Exception):
    pass


def sure(ok, what):
    if not ok:
        raise Failed(what)


class Boat:
    """The machine, over its power cycles. At its virtio port a disk with all bundles, mounted at /mnt; a stick to plug in."""

    def __init__(self, image, keys, directory, log):
        self.directory, self.log = directory, log
        shelf = log.parent / "bundles-pc"
        self.version = bundles.make(image, keys, shelf, "pc")
        self.store, self.stick = directory / "store.img", directory / "stick.img"
        self._pack(self.store, [*shelf.glob("*.raucb")])
        self._pack(self.stick, [shelf / "good.raucb"])
        self.disk = Disk(image, directory)
        self.disk.put(APPLIANCE, "signalk/appliance.json")
        self.guest = None

    @staticmethod
    def _pack(image, files):
        tree = Path(tempfile.mkdtemp(dir=image.parent))
        for file in files:
            os.link(file, tree / file.name)
        size = sum(file.stat().st_size for file in files) * 9 // 8 // (1 << 20) + 64
        image.unlink(missing_ok=True)
        bundles.run("mke2fs", "-q", "-t", "ext4", "-m", "0", "-d", tree, image, f"{size}M")
        shutil.rmtree(tree)

    def start(self):
        monitor = self.directory / "monitor"
        monitor.unlink(missing_ok=True)
        self.guest = Guest(self.disk, self.log, extra=[
            "-drive", f"file={self.store},if=none,id=store,format=raw,readonly=on", "-device", "virtio-blk-pci,drive=store",
            "-device", "qemu-xhci,id=usb", "-drive", f"file={self.stick},if=none,id=stick,format=raw,readonly=on",
            "-monitor", f"unix:{monitor},server=on,wait=off"])

    def monitor(self, line):
        subprocess.run([sys.executable, "-c", "import socket,sys,time\ns=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); time.sleep(0.3)\n"
                        "s.sendall(sys.argv[2].encode()+b'\\n'); time.sleep(0.5)", str(self.directory / "monitor"), line], check=True)

    def run(self, command, **options):
        return self.guest.run(command, **options)

    def cut(self):
        """The power goes."""
        self.guest.kill()
        self.guest = None

    def restarted(self, timeout=420):
        """The machine restarts by itself."""
        sure(self.guest.wait_exit(timeout), f"no restart in {timeout} s")
        self.guest.kill()
        self.guest = None

    def running(self, version, slot, message=None, state=None):
        """A running system: version and slot, committed, the server's own words over HTTP, and the owner's message in three places."""
        about = json.loads(self.run("cat /usr/lib/signalk/image.json", timeout=400))
        sure(about["version"] == version, f"{about['version']} runs, {version} should")
        self.run(f"until ! {CHOOSER} is-trial; do sleep 1; done", timeout=240)
        slots = self.run(f"{CHOOSER} get-current; {CHOOSER} get-primary").split()
        sure(slots == [slot, slot], f"slots {slots}, {slot} should run and be committed")
        health = json.loads(self.guest.http("/skServer/health", timeout=300)[1])
        if message:
            self.told(message, state)
        return health

    def told(self, message, state=None):
        status = self.run("signalk device update status", check=False)
        sure(re.search(message, status), f"status says {status!r}, not {message!r}")
        sure(state is None or state in status, f"status says {status!r}, not {state!r}")
        card = " ".join(self.run("cat /boot/owner/signalk/RESULT.txt").split())
        sure(re.search(message, card), f"RESULT.txt does not say {message!r}: {card[:600]!r}")
        journal = self.run("journalctl -b --no-pager -o cat | grep -ciE " + repr(message), check=False)
        sure(journal.strip().isdigit() and int(journal) > 0, f"the log does not say {message!r}")

    def install(self, name):
        """An update that restarts the machine when it is in its slot."""
        self.mounted()
        self.run(f"systemd-run --quiet --unit=test-update signalk device update install /mnt/{name}.raucb")

    def mounted(self):
        self.run("mountpoint -q /mnt || mount -o ro /dev/vdb /mnt")

    def percent(self):
        answer = self.run("busctl get-property de.pengutronix.rauc / de.pengutronix.rauc.Installer Progress", check=False)
        found = re.match(r'\(isi\) (\d+)', answer)
        return int(found[1]) if found else 0

    def progress(self, target, timeout=600):
        until = time.monotonic() + timeout
        while (percent := self.percent()) < target or percent == 100 and target < 100:
            sure(time.monotonic() < until, f"the installation is not at {target} %")
            time.sleep(0.5)
        return percent


def refused(boat, name, message):
    """Nothing is written, nothing armed, the version before runs on."""
    boat.mounted()
    before = boat.run("sha256sum /dev/signalk/boot_b; head -c 8M /dev/signalk/root_b | sha256sum")
    answer = boat.run(f"signalk device update install /mnt/{name}.raucb; echo status $?", timeout=240)
    sure("status 0" not in answer, f"not refused: {answer}")
    boat.told(message, "refused")
    sure(before == boat.run("sha256sum /dev/signalk/boot_b; head -c 8M /dev/signalk/root_b | sha256sum"), "the other slot was written")
    boat.running(boat.version, "A")


def wrong_signature(boat):
    refused(boat, "stranger", "not signed by anybody whom this unit trusts")


def wrong_board(boat):
    refused(boat, "board", "for another kind of unit .signalk-appliance-rpi5")


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
    sure(boat.guest.wait_console("Kernel panic", 240), "no panic")
    boat.restarted(120)
    boat.start()
    boat.running(boat.version, "A", r"50\.3\.0", "rolled-back")


def cut_in_first_start(boat):
    boat.install("good")
    boat.restarted()
    boat.start()
    about = json.loads(boat.run("cat /usr/lib/signalk/image.json", timeout=400))
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


def good(boat):
    boat.install("again")
    boat.restarted()
    boat.start()
    boat.running("50.6.0", "A", r"50\.6\.0", "committed")
    boat.cut()
    boat.start()
    boat.running("50.6.0", "A")


CASES = {
    "wrong signature": wrong_signature,
    "wrong board": wrong_board,
    "older version": older_version,
    "cut off at 30 %": cut_off,
    "power cut while writing": cut_while_writing,
    "broken service": broken_service,
    "kernel that does not boot": kernel_that_panics,
    "power cut in the first start": cut_in_first_start,
    "good, by a stick": by_stick,
    "good, by upload": good,
}


def main():
    image, keys, log = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    wanted = sys.argv[4:] or list(CASES)
    log.unlink(missing_ok=True)
    directory = Path(tempfile.mkdtemp(dir=log.parent))
    rows, boat, begin = [], None, time.monotonic()
    try:
        boat = Boat(image, keys, directory, log)
        print(f"info bundles made in {time.monotonic() - begin:.0f} s", flush=True)
        boat.start()
        boat.running(boat.version, "A")
        print(f"info {boat.version} runs {boat.guest.seconds:.0f} s after power-on", flush=True)
        for name in wanted:
            start = time.monotonic()
            try:
                if boat.guest is None:
                    boat.start()
                CASES[name](boat)
                outcome = "passed"
            except (Failed, GuestError, OSError, ValueError) as error:
                outcome = f"FAILED: {error}"
                if boat.guest:
                    boat.cut()
            rows.append((name, time.monotonic() - start, outcome))
            print(f"{'ok  ' if outcome == 'passed' else 'FAIL'} {name}: {rows[-1][1]:.0f} s {outcome}", flush=True)
    finally:
        if boat and boat.guest:
            boat.cut()
        shutil.rmtree(directory, ignore_errors=True)
    print(f"\n{'case':32}{'s':>6}  outcome")
    for name, seconds, outcome in rows:
        print(f"{name:32}{seconds:6.0f}  {outcome}")
    print(f"{'all':32}{time.monotonic() - begin:6.0f}")
    if any(outcome != "passed" for _, _, outcome in rows):
        sys.exit("update-test: failed")
    print("update-test: passed")


main()
