"""Starts of one machine, each ended by a power cut at a random moment while the server writes.

Of each start is kept what the owner's and the data partition were before it, the log of what was written since, and of all of them
one ledger of what was acknowledged: `replay` makes the states that a cut at any other moment would have left.
"""
import pickle
import random
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

import sparse
import writelog
from gps import Receiver
from guest import Disk, Guest, GuestError
from laid import Card, appliance, restore
from ledger import CONTROL, Ledger
from workload import Client, Refused, found, plugin

PORT = "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_1-0000:00:10.0-1-if00-port0"
DISK_MB = 1200


@dataclass
class Start:
    """card: its files at the beginning; secrets: those in appliance.json; clock: (moment, the guest's date) of each answer."""
    number: int
    log: Path
    base: Path
    card: dict
    secrets: list
    what: str
    clock: list = field(default_factory=list)

    @property
    def is_reset(self):
        return "signalk/FACTORY-RESET" in self.card


@dataclass
class Record:
    """What is kept for the replay. stamp: what it is of; offsets: where on the disk partitions begin."""
    stamp: str
    size: int
    offsets: dict
    ledger: Ledger
    starts: list

    def save(self, file):
        file.write_bytes(pickle.dumps(self))


class Machine:
    def __init__(self, image, module, directory, seed):
        self.directory, self._module, self._random, self._rounds = directory, module, random.Random(seed), 0
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        self.disk, self.wrong = Disk(image, directory, DISK_MB), []
        offsets = {name: self.disk.offset(name) for name in ("owner", "boot_a", "data")}
        self.record = Record("", DISK_MB << 20, offsets, Ledger(), [])

    def first(self):
        files = {"appliance.json": appliance(1), "restore.zip": restore(PORT), "plugins/power-ledger.tgz": plugin("power-ledger", self._module),
                 "plugins/power-settings.tgz": plugin("power-settings", self._module)}
        return self._start("first start", files, self._first, 45)

    def safe_mode(self):
        return self._start("safe mode, new secrets", {"appliance.json": appliance(2), "SAFE-MODE": b"please  \r\n"}, self._safe, 10)

    def usual(self):
        return self._start("usual", {}, self._usual, 10)

    def factory_reset(self):
        return self._start("factory reset", {"FACTORY-RESET": b"please  \r\n"}, self._reset, 5)

    def _start(self, what, files, work, most):
        """Lays files on the card and starts the machine; the power goes so many seconds after it began to write, at the most."""
        number, secrets = len(self.record.starts), []
        card = Card(self.disk.path, self.disk.offset("owner"))
        for name, content in files.items():
            if isinstance(content, tuple):
                content, secrets = content
            card.put(f"signalk/{name}", content)
        start = Start(number, self.directory / f"{number}.log", self.directory / f"{number}.base", card.files(), secrets, what)
        sparse.copy(self.disk.path, start.base, [(0, self.record.offsets["boot_a"]), (self.record.offsets["data"], self.record.size)])
        self.record.starts.append(start)
        self.disk.storage = writelog.drive(self.disk.path, start.log)
        receiver = Receiver(f"{self.directory}/gps")
        receiver.start()
        guest = Guest(self.disk, self.directory / "console.log", extra=[*receiver.arguments, "-action", "watchdog=none"])
        client = Client(guest, lambda: (number, start.log.stat().st_size), self.record.ledger)
        cut = threading.Timer(self._random.uniform(most / 4, most), guest.process.kill)
        try:
            guest.http("/skServer/health", timeout=600)
            began = guest.seconds
            checked = work(guest, client)
            cut.start()
            writes = self._write(guest, client, plugins=work != self._safe) if work != self._reset else guest.wait_exit(60) and 0
        finally:
            cut.cancel()
            receiver.stop()
            guest.kill()
            start.clock = client.clock
        return f"{what}: {checked}; power cut {guest.seconds - began:.0f} s after the server answered, at {guest.seconds:.0f} s, in round {writes} of writes ({client.failed} failed)"

    def _write(self, guest, client, plugins):
        """Until the power goes."""
        writes = 0
        try:
            while True:
                self._rounds += 1
                writes += 1
                client.round(self._rounds, plugins)
                version = self.record.ledger.send(CONTROL, f"n{self._rounds}", client.moment())
                guest.run(f"echo n{self._rounds} >/data/control")
                version.acknowledged = client.moment()
                guest.run("sync /data/control")
        except GuestError:
            if not guest.wait_exit(10):
                raise
        return writes

    def _first(self, guest, client):
        client.claim(guest.run("cat /run/signalk-device/claim-code"))
        client.log_in()
        client.wait_for_plugin()
        return "claimed"

    def _safe(self, guest, client):
        client.log_in()
        return self._compare(guest, client, [thing for thing in self.record.ledger.things if not thing.startswith("waypoint")])

    def _usual(self, guest, client):
        client.log_in()
        client.wait_for_plugin()
        return self._compare(guest, client, self.record.ledger.things)

    def _reset(self, guest, client):
        try:
            client.log_in()
            self.wrong.append("the account is there after a factory reset")
        except Refused:
            pass
        return "the account is gone"

    def _compare(self, guest, client, things):
        """What is there after the cut is what was acknowledged, or was on its way."""
        number, now = len(self.record.starts) - 1, found(client)
        now["account"] = True
        lost = []
        for thing in sorted(set(things) - {CONTROL}):
            if now[thing] not in self.record.ledger.allowed(thing, (number, 0)):
                lost.append(f"{thing} is {now[thing]}, not {self.record.ledger.allowed(thing, (number, 0))}")
            elif now[thing] is not None:
                self.record.ledger.settle(thing, now[thing], (number, 0))
        partition = guest.run("cat /run/signalk-boot/data; cat /run/signalk-boot/data.check 2>/dev/null | tail -n 1", check=False).splitlines()
        failed = guest.run("systemctl --failed --no-legend --plain", check=False)
        self.wrong += [f"start {number}: {what}" for what in lost + ([failed] if failed else []) + (["data made anew"] if "recreated" in partition else [])]
        return f"{len(things) - 1} things, {self.record.ledger.count((number, 0))} acknowledged writes, {len(lost)} lost; data partition {': '.join(partition)}"
