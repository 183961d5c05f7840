#!/usr/bin/env python3
"""The example vendor's image: refuses what is not its maker's, then boots and is the maker's. Run inside the toolbox.

usage: vendor.py IMAGE KEYS LOG
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bundles
from checks import Checks
from guest import Disk, Guest, GuestError

PLUGIN = "signalk-example-dew-point"
APPLIANCE = """{ "ports": [{ "name": "gps", "device": "nmea 0183 a" }], "plugins": { "%s": false } }""" % PLUGIN


def refusals(image, keys, directory, check):
    """Asked of the image's own server and RAUC, in its root."""
    made = bundles.Bundles(image, keys, directory, "EXAMPLE-pc")
    try:
        made.bundle("stock", "50.1.0", board="pc")
        made.bundle("own", "0.0.1")
        with made.asked() as ask:
            for name, reason in (
                    ("stock", "it is for another kind of unit (signalk-appliance-pc; this is signalk-appliance-EXAMPLE-pc)"),
                    # Its own maker's, so that only its age stands against it.
                    ("own", f"it is older than version {made.about['version']}")):
                status, words = ask(f"/usr/bin/signalk device update install /mnt/{name}.raucb")
                check(f"a bundle of {name}", status == 1 and reason in words, words)
        check("image.json names the vendor", made.about.get("vendor") == "EXAMPLE", made.about)
    finally:
        made.close()


def boot(image, directory, log, check):
    disk = Disk(image, directory)
    disk.put(APPLIANCE, "signalk/appliance.json")
    guest = Guest(disk, log, extra=["-action", "watchdog=none"])
    try:
        _, body, _ = guest.http("/skServer/machine", timeout=400)
        vendor = json.loads(body)["vendor"]
        check("the page names its maker", (vendor["name"], vendor["model"], vendor["logo"]) == ("Example Marine", "Navigator 5", True), f"{guest.seconds:.0f} s after power-on")
        check("its connectors have their names", vendor["ports"][0] == {"name": "NMEA 0183 A", "device": "/dev/ttyS1"}, vendor["ports"])
        _, body, headers = guest.http("/page/vendor-logo")
        check("its logo", b"<svg" in body and headers["Content-Type"] == "image/svg+xml", len(body))
        _, body, _ = guest.http("/page/vendor.css")
        check("its colours", b"#0b6e4f" in body, body.decode().strip())
        _, body, _ = guest.http("/skServer/health", timeout=200, accept=lambda status, body: status == 200 and plugin_of(body).get("state") == "running")
        plugin = plugin_of(body)
        check("its plugin runs and is locked", plugin["state"] == "running" and "comes with Navigator 5" in plugin["locked"], plugin["state"])
        settings = json.loads(guest.run("cat /data/signalk/settings.json", timeout=300))
        check("its default configuration", settings["pruneContextsMinutes"] == 30)
        said = settings["pipedProviders"][0]["pipeElements"][0]["options"]["subOptions"]
        check("a port by the name beside it", (said["device"], said["baudrate"]) == ("/dev/ttyS1", 4800), said)
        status = guest.run("signalk device update status; cat /etc/avahi/services/signalk.service; "
                           "systemctl is-system-running --wait; systemctl --failed --no-legend --plain; systemctl is-active signalk-panel.service", timeout=240, check=False)
        check("it takes its maker's updates alone", "signalk-appliance-EXAMPLE-pc" in status)
        check("it announces its maker", "manuf=Example Marine" in status and "model=Navigator 5" in status)
        check("every unit as it should be", "running\nactive" in status, status.splitlines()[-2:])
        result = " ".join(guest.run("head -c 6000 /boot/owner/signalk/RESULT.txt", timeout=120).split())
        check("RESULT.txt: its maker, whom to ask, the plugin that stays", result.startswith("Example Marine Navigator 5") and "support@example.com" in result
              and "it stays on" in result, result)
        panel(guest, disk, check)
        print(f"info {guest.seconds:.0f} s in all")
    finally:
        guest.kill()


def plugin_of(health):
    return next((p for p in json.loads(health)["plugins"] if p["id"] == PLUGIN), {})


def panel(guest, disk, check):
    """A keyboard's light and one of its keys are the board's."""
    guest.run("modprobe -a i8042 atkbd evdev; for i in $(seq 20); do ls /dev/input/by-path/*-kbd && break; sleep 1; done", timeout=90, check=False)
    led, key = guest.run("ls -d /sys/class/leds/*capslock | head -n 1; ls /dev/input/by-path/*-kbd | head -n 1").split()
    board = json.dumps({"leds": {"ready": Path(led).name}, "button": {"device": key, "safeModeSeconds": 5, "factoryResetSeconds": 30}})
    guest.run(f"echo '{board}' >/run/board.json && mount --bind /run/board.json /usr/share/signalk/vendor/board.json && systemctl restart signalk-panel.service")
    shown = guest.run(f"for i in $(seq 30); do grep -q 1 {led}/brightness && break; sleep 1; done; cat {led}/brightness", timeout=90)
    check("the light that says that it runs is on", shown == "1", Path(led).name)
    memory = guest.run("grep VmRSS /proc/$(systemctl show -p MainPID --value signalk-panel.service)/status | tr -s '\t ' ' '", check=False)
    print(f"info panel: {memory}")
    guest.monitor("sendkey f12 9000")
    guest.wait_exit(240)
    said = subprocess.run(["debugfs", "-R", "cat /system/button", f"{disk.path}?offset={disk.offset('data')}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    check("its button, held: a restart without plugins", said.stdout == b"SAFE-MODE", said.stdout)


def main():
    image, keys, log = map(Path, sys.argv[1:4])
    check, directory = Checks("vendor-test"), Path(tempfile.mkdtemp(dir=log.parent))
    log.unlink(missing_ok=True)
    try:
        for name, part in (("refusals", lambda: refusals(image, keys, directory, check)), ("the machine lives", lambda: boot(image, directory, log, check))):
            check.guard(name, part)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    check.end()


main()
