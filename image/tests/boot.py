#!/usr/bin/env python3
"""Boots the PC image from power-on to a position in the API, and checks what makes it an appliance. Run inside the toolbox.

usage: boot.py IMAGE LOG
"""
import datetime
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from checks import Checks, hardening_and_memory
from gps import Receiver
from guest import Disk, Guest, GuestError, free_port
from mdns import Card, encoded

APPLIANCE = """// the owner's, with a mistake
{
  "boat": "Test Boat",
  "timeZone": "Europe/Helsinki",
  "timezoen": "UTC",
  "ports": [ { "name": "gps", "device": "%s", "baud": 4800 }, ],
}
"""


def started(image, directory, log, receiver, card):
    """A guest with a shell. A machine that hangs before it says anything (seen once in sixty starts) gets one more chance."""
    for attempt in (1, 2):
        disk = Disk(image, directory)
        disk.put(APPLIANCE % Receiver.DEVICE, "signalk/appliance.json")
        # A machine that many share can stand still for longer than the watchdog's 15 s. The clock is a boat's whose battery is empty.
        guest = Guest(disk, log, extra=[*receiver.arguments, *card.arguments, "-action", "watchdog=none", "-rtc", "base=2020-01-01T00:00:00"])
        try:
            guest.run("true", timeout=300)
            return disk, guest
        except GuestError as error:
            guest.kill()
            if attempt == 2:
                raise
            print(f"note no sign of life, once more: {error}", flush=True)


def position(guest, check):
    _, body, _ = guest.http("/signalk/v1/api/vessels/self/navigation/position", timeout=300)
    value = json.loads(body)["value"]
    check("position in the API, through port 80", abs(value["latitude"] - Receiver.LATITUDE) < 0.001
          and abs(value["longitude"] - Receiver.LONGITUDE) < 0.1, f"{guest.seconds:.0f} s after power-on")
    check.fact(f"position {guest.seconds:.0f} s after power-on")


def system(guest, check):
    state = guest.run("timeout 200 systemctl is-system-running --wait", timeout=240, check=False)
    failed = guest.run("systemctl --failed --no-legend --plain; systemctl list-jobs --no-legend --plain", check=False)
    check("every unit as it should be", state.endswith("running") and not failed, failed or state)
    check("slot", guest.run("cat /run/signalk-boot/slot") == "A", "A")
    blocks = int(guest.run("df --output=size -m /data | tail -1"))
    check("data grown to the card", blocks > 500, f"{blocks} MB")
    check.fact(guest.run("systemd-analyze time | head -1", check=False))


def read_only(guest, check):
    answers = guest.run("touch /usr/bin/x /x /boot/owner/x 2>&1; mount -o remount,rw / 2>&1; touch /usr/bin/x 2>&1; findmnt -no FSTYPE,OPTIONS /",
                        check=False)
    check("root cannot be written, even remounted", answers.count("Read-only file system") >= 4 and "erofs" in answers and "ro," in answers,
          f"{answers.count('Read-only file system')} refusals")
    before = guest.run("cat /etc/machine-id")
    check("machine-id is this unit's, and kept", len(before) == 32 and before == guest.run("cat /data/system/machine-id"))


def server(guest, check):
    user = guest.run("stat -c %U /proc/$(systemctl show -p MainPID --value signalk.service)")
    check("the server is its own user", user.strip() == "signalk", user)
    hardening_and_memory(guest, check)
    watchdog = guest.run("systemctl show -p RuntimeWatchdogUSec --value; systemctl show -p WatchdogUSec --value signalk.service; ls /dev/watchdog0;"
                         " systemctl show -p JobTimeoutUSec,JobTimeoutAction --value reboot.target")
    check("watchdogs: hardware, server, restart", watchdog.split() == ["15s", "30s", "/dev/watchdog0", "2min", "reboot-force"], watchdog.replace("\n", " "))


def can(guest, check):
    guest.run("ip link add vcan0 type vcan && ip link set vcan0 up")
    _, body, _ = guest.http("/skServer/health", timeout=60, accept=lambda status, body: status == 200 and b"vcan0" in body)
    entry = json.loads(body)["can"]
    check("vcan0 is in the health report", "vcan0" in json.dumps(entry), json.dumps(entry)[:160])


def clock_at_first(guest, check):
    """Neither network nor fix has set it; nor could the machine's own, which says 2020."""
    epoch = json.loads(guest.run("cat /usr/lib/signalk/image.json"))["epoch"]
    check("the clock is not before the build", int(guest.run("date +%s")) >= epoch, f"{datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc):%F %T}")


def clock(guest, check):
    _, body, _ = guest.http("/skServer/health", timeout=180, accept=lambda status, body: status == 200 and json.loads(body)["clock"]["trusted"])
    off = abs(int(guest.run("date +%s")) - time.time())
    told = json.loads(body)["clock"]
    check("GPS sets the clock, and the server trusts it", told["source"] == "gps" and off < 5, f"{told}, {off:.0f} s off")
    check.fact(f"time by GPS {guest.seconds:.0f} s after power-on")


CERTIFICATE = """cd /tmp && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \\
  -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null
(openssl s_server -quiet -www -accept 8443 -cert cert.pem -key key.pem >/dev/null 2>&1 & echo $! >server.pid)
sleep 3
signalk device update install https://localhost:8443/x.raucb; %s; signalk device update install https://localhost:8443/x.raucb
kill $(cat server.pid)"""


def certificates(guest, check):
    answers = guest.run(CERTIFICATE % "cp cert.pem /etc/ssl/certs/$(openssl x509 -hash -noout -in cert.pem).0", timeout=180, check=False).splitlines()
    check("an https server is trusted when the system's certificates have its, only then", len(answers) == 2 and "cannot be reached" in answers[0] and "certificate" in answers[0] and "damaged, or no update" in answers[1], answers)


def announced(guest, card, check):
    pump = lambda: guest.pump(0.05)
    host = card.ask("signalk.local", Card.A, lambda dns: encoded("signalk.local")[:-1] in dns, pump)
    check("signalk.local answers by mDNS", host is not None, host and host[1])
    for kind in ("_signalk-http", "_signalk-ws"):
        service = card.ask(f"{kind}._tcp.local", Card.PTR, lambda dns: b"roles=master" in dns and b"self=urn:mrn:" in dns, pump)
        check(f"{kind}._tcp is announced with its TXT records", service is not None)


def main():
    image, log = Path(sys.argv[1]), Path(sys.argv[2])
    check, directory = Checks("image-test"), tempfile.mkdtemp(dir=log.parent)
    log.unlink(missing_ok=True)
    receiver, card = Receiver(f"{directory}/gps"), Card(free_port(), free_port())
    receiver.start()
    guest = None
    try:
        disk, guest = started(image, directory, log, receiver, card)
        print(f"info shell after {guest.seconds:.0f} s")
        check.guard("clock at first", lambda: clock_at_first(guest, check))
        check.guard("position in the API", lambda: position(guest, check))
        for name, part in (("system", system), ("read-only root", read_only), ("server", server), ("can", can), ("clock", clock), ("certificates", certificates)):
            check.guard(name, lambda: part(guest, check))
        check.guard("mDNS", lambda: announced(guest, card, check))
        if check.failed:
            log.with_suffix(".journal").write_text(guest.run("journalctl -b --no-pager -o short-monotonic | tail -n 1500", timeout=120, check=False))
        check("powered off", guest.power_off())
        result = disk.get("signalk/RESULT.txt")
        check("RESULT.txt has its length, names the boat and the mistake", len(result) == 16384 and "Test Boat" in result and "timezoen" in result)
        log.with_suffix(".result.txt").write_text(result.rstrip() + "\n")
        check("appliance.json is the owner's still", "Test Boat" in disk.get("signalk/appliance.json"))
    except GuestError as error:
        check("the machine lives", False, error)
    finally:
        receiver.stop()
        if guest:
            print(f"info {guest.seconds:.0f} s in all; console in {log}")
            if guest.process.poll() is None:
                guest.kill()
        shutil.rmtree(directory, ignore_errors=True)
    check.end()


main()
