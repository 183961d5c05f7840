#!/usr/bin/env python3
"""What an owner lays on the card, in the machine: twenty kinds of mistake, a restore, a plugin, safe mode, a factory reset; and a system
that cannot come up. Run inside the toolbox.

usage: card.py IMAGE LOG PLUGIN.tgz [all]

Each mistake is a start. Three of them are from power-on, as the card is read then for other reasons too; between these only what
follows systemd's sysinit.target is started anew, which is all that reads the file. With `all` (BOOTS=all) the machine is powered on for each.
"""
import base64
import io
import json
import re
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from checks import Checks
from guest import Disk, Guest, GuestError
from mistakes import KINDS

# To be isolated: what stays of the system while the rest is stopped.
UNITS = {"test-base.target": "[Unit]\nRequires=sysinit.target\nWants=test-shell.service\nAllowIsolate=yes\n"}
PEER = {
    ".signalk/settings.json": json.dumps({"pipedProviders": [{"id": "peers-ais", "enabled": True, "pipeElements": [
        {"type": "providers/simple", "options": {"type": "NMEA0183", "subOptions": {"type": "tcp", "host": "127.0.0.1", "port": "10199"}}}]}]}),
    ".signalk/baseDeltas.json": json.dumps([{"context": "vessels.self", "updates": [{"values": [{"path": "", "value": {"name": "Peer's Boat"}}]}]}]),
    ".signalk/plugin-config-data/charts.json": "{}",
    ".signalk/node_modules/x/package.json": "{}",
}


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def result_of(text):
    """RESULT.txt in one line: it is wrapped for an editor."""
    return " ".join(text.split())


class Unit:
    """A disk, and the machine that runs from it."""

    def __init__(self, image, directory, log, check):
        self.disk, self.log, self.check, self.guest, self.rows = Disk(image, directory), log, check, None, []

    def power_on(self):
        for attempt in (1, 2):
            self.guest = Guest(self.disk, self.log, units=UNITS, extra=["-action", "watchdog=none"])
            try:
                self.guest.run("true", timeout=300)
                return
            except GuestError as error:
                self.guest.kill()
                if attempt == 2:
                    raise
                print(f"note no sign of life, once more: {error}", flush=True)

    def power_off(self):
        self.check("powered off", self.guest.power_off(120))

    def running(self):
        state = self.guest.run("timeout 250 systemctl is-system-running --wait", timeout=300, check=False)
        return state, self.guest.run("systemctl --failed --no-legend --plain", check=False)

    def health(self, accept=lambda health: True):
        _, body, _ = self.guest.http("/skServer/health", timeout=240, accept=lambda status, body: status == 200 and accept(json.loads(body)))
        return json.loads(body)

    def result(self):
        return result_of(self.guest.run("cat /boot/owner/signalk/RESULT.txt"))

    def mistake(self, index, begin, how):
        """The system is up with KINDS[index] on the card."""
        kind, _, named, mmsi = KINDS[index]
        state, failed = self.running()
        self.health()
        seconds, text = time.monotonic() - begin, self.result()
        ok = state.endswith("running") and not failed and named in text and (mmsi is None or f"mmsi: {mmsi}" in text)
        place = re.search(re.escape(named.split(":")[0]), text) if "line" not in named else None
        line = re.search(r"appliance\.json, (line \d+, column \d+)", text)
        self.rows.append((kind, how, seconds, (line and line[1]) or (place and "the whole file") or "-", named))
        self.check(f"mistake: {kind}", ok, f"{how}, {seconds:.0f} s" if ok else f"{state} {failed} {text[:1500]}")

    def anew(self, index):
        """Everything that follows sysinit.target, with another file on the card."""
        begin = time.monotonic()
        content = base64.b64encode(KINDS[index][1]).decode()
        self.guest.run("mount -o remount,rw,sync /boot/owner && base64 -d >/boot/owner/signalk/appliance.json <<'X'\n"
                       + "\n".join(content[i:i + 900] for i in range(0, len(content), 900)) + "\nX\nmount -o remount,ro /boot/owner")
        self.guest.run("systemctl isolate test-base.target && while [ -n \"$(systemctl list-jobs --no-legend)\" ]; do sleep 0.2; done; "
                       "rm -rf /run/signalk-device/* && systemctl start default.target", timeout=300)
        self.mistake(index, begin, "restart")

    def start(self, index, before=lambda disk: None):
        """From power-on."""
        if self.guest and self.guest.process.poll() is None:
            self.power_off()
        before(self.disk)
        self.disk.put(KINDS[index][1], "signalk/appliance.json")
        begin = time.monotonic()
        self.power_on()
        self.mistake(index, begin, "power-on")


def restored(unit, plugin):
    text = unit.result()
    unit.check("the peer's directory is restored", "restore.zip" in text and "files of a signalk-server configuration restored" in text,
               re.search(r"restore\.zip: .{0,90}", text)[0] if "restore.zip" in text else text[:1500])
    health = unit.health(lambda health: any(p["state"] == "running" for p in health["plugins"]))
    unit.check("its connections run", "peers-ais" in [c["id"] for c in health["connections"]], [c["id"] for c in health["connections"]])
    unit.check("the plugin of the card runs", [p["state"] for p in health["plugins"]] == ["running"] and plugin in text,
               [(p["id"], p["state"]) for p in health["plugins"]])
    secure = unit.guest.http("/skServer/settings", accept=lambda status, _: status in (200, 401, 403))[0]
    unit.check("logins stay on, though the peer had none", secure in (401, 403), secure)


def safe(unit):
    health, text = unit.health(), unit.result()
    unit.check("safe mode: no plugin runs, and the page and the card say so", "SAFE MODE" in text and "pluginsHeld" in health
               and not any(p["state"] == "running" for p in health["plugins"]), health.get("pluginsHeld"))
    unit.check("its marker is used up", unit.guest.run("head -c 4 /boot/owner/signalk/SAFE-MODE") == "USED")


def reset(unit, before):
    health, text = unit.health(), unit.result()
    unit.check("factory reset: plugin and connections are gone", not health["plugins"] and "peers-ais" not in json.dumps(health["connections"])
               and "the unit was reset to how it was delivered" in text, re.search(r"FACTORY-RESET: .{0,90}", text)[0] if "FACTORY-RESET:" in text else text[:1500])
    after = secrets(unit)
    unit.check("with secrets of its own again", all(after) and all(a != b for a, b in zip(after[:2], before[:2])))
    unit.check("machine-id stays", after[2] == before[2])


def secrets(unit):
    text = unit.result()
    found = [re.search(rf"{name}: (\S+)", text) for name in ("Claim code", "Wi-Fi password")]
    return [match and match[1] for match in found] + [unit.guest.run("cat /etc/machine-id")]


def emergency(unit):
    """The end of a start that cannot go on: no console is waited for."""
    begin = time.monotonic()
    unit.guest.send("systemctl emergency")
    ended = unit.guest.wait_exit(240)
    unit.check("emergency.target starts the machine anew", ended, f"after {time.monotonic() - begin:.0f} s")
    unit.guest.kill()
    kept = unit.disk.data_file("/system/faults/emergency.log")
    unit.check("and its journal is kept", "Emergency" in kept or "emergency" in kept, f"{len(kept) // 1024} KB")


def table(rows):
    print(f"\n{'mistake':32} {'start':9} {'s':>4}  {'where':22} named in RESULT.txt")
    for kind, how, seconds, where, named in rows:
        print(f"{kind:32} {how:9} {seconds:4.0f}  {where:22} {named.split(': ', 1)[-1][:90]}")
    print()


def main():
    image, log, plugin = map(Path, sys.argv[1:4])
    check, directory = Checks("image-test-card"), tempfile.mkdtemp(dir=log.parent)
    log.unlink(missing_ok=True)
    unit = Unit(image, directory, log, check)
    middle = unit.start if sys.argv[4:] == ["all"] else unit.anew
    last = len(KINDS) - 1
    try:
        def first(disk):
            disk.put(zipped(PEER), "signalk/restore.zip")
            disk.put(plugin.read_bytes(), f"signalk/plugins/{plugin.name}")

        def lost(disk):
            for name in ("restore.zip", "SAFE-MODE", f"plugins/{plugin.name}"):
                disk.delete(f"signalk/{name}")
            disk.put(b"yes, everything", "signalk/FACTORY-RESET")

        unit.start(0, first)
        check.guard("restore and plugin", lambda: restored(unit, plugin.name))
        before = secrets(unit)
        for index in range(1, last - 1):
            check.guard(KINDS[index][0], lambda: middle(index))
        unit.start(last - 1, lambda disk: disk.put(b"please", "signalk/SAFE-MODE"))
        check.guard("safe mode", lambda: safe(unit))
        unit.start(last, lost)
        check.guard("factory reset", lambda: reset(unit, before))
        if check.failed:
            log.with_suffix(".journal").write_text(unit.guest.run("journalctl -b --no-pager -o short-monotonic | tail -n 1500", timeout=120, check=False))
        check.guard("emergency", lambda: emergency(unit))
    except GuestError as error:
        check("the machine lives", False, error)
    finally:
        if unit.guest and unit.guest.process.poll() is None:
            unit.guest.kill()
        shutil.rmtree(directory, ignore_errors=True)
    table(unit.rows)
    check.fact(f"{len(unit.rows)} mistakes: longest start {max((row[2] for row in unit.rows), default=0):.0f} s, median "
               f"{sorted(row[2] for row in unit.rows)[len(unit.rows) // 2] if unit.rows else 0:.0f} s")
    check.end()


if __name__ == "__main__":
    main()
