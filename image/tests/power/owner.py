"""The owner's partition after a cut."""
import re
import subprocess
from pathlib import Path

import sparse
from laid import Card

# What fsck.vfat says of any file system, and of one that was not unmounted.
BENIGN = re.compile(r"fsck\.fat|There are differences between boot sector|This is mostly harmless|\s*65:01/00$|\s*Not automatically fixing this|Dirty bit is set|\s*Automatically removing dirty bit|Leaving filesystem unchanged|.*: \d+ files, ")
RESULT, APPLIANCE, RESULT_LENGTH = "signalk/RESULT.txt", "signalk/appliance.json", 16384
MARKERS = ("signalk/SAFE-MODE", "signalk/FACTORY-RESET")


class OwnerPartition:
    """Looks at each state once: most are the same."""

    def __init__(self, record, start, directory):
        self._start, self._file, self._known = start, Path(directory) / "owner", {}
        self._range = record.offsets["owner"], record.offsets["boot_a"]
        self._base = {name: start.card[name] for name in start.card}

    def look(self, sectors):
        """What is wrong, and its files."""
        key = frozenset(sectors.items())
        if key not in self._known:
            self._known[key] = self._look(sectors)
        return self._known[key]

    def card(self, sectors):
        sparse.part(self._start.base, self._file, *self._range)
        with open(self._file, "r+b") as file:
            for at, data in sectors.items():
                file.seek(at)
                file.write(data)
        return Card(self._file)

    def _look(self, sectors):
        card = self.card(sectors)
        check = subprocess.run(["fsck.vfat", "-n", self._file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode(errors="replace")
        wrong = [f"fsck.vfat: {line}" for line in check.splitlines() if line.strip() and not BENIGN.match(line)]
        try:
            files = card.files()
        except subprocess.CalledProcessError as error:
            return [*wrong, str(error)], {}
        if files.keys() != self._base.keys():
            wrong.append(f"files came or went: {sorted(files.keys() ^ self._base.keys())}")
        for name, before in self._base.items():
            now = files.get(name, before)
            if name == RESULT:
                wrong += [f"{name} has {len(now)} bytes"] if len(now) != RESULT_LENGTH else []
            elif name in MARKERS:
                wrong += [f"{name} is {now!r}"] if now != before and not now.startswith(b"USED") or len(now) != len(before) else []
            elif name == APPLIANCE:
                wrong += [f"{name} changed beyond its secrets"] if not _differs_in_secrets_only(now, before, self._start.secrets) else []
            elif now != before:
                wrong.append(f"{name} changed")
        return wrong, files

    def secrets(self, files):
        """Of each secret of appliance.json: whole, blank or torn."""
        before, now = self._base.get(APPLIANCE, b""), files.get(APPLIANCE, b"")
        told = []
        for secret in self._start.secrets:
            at = before.index(secret)
            piece = now[at:at + len(secret)]
            told.append("whole" if piece == secret else "blank" if not piece.strip() else "torn")
        return told


def _differs_in_secrets_only(now, before, secrets):
    for secret in secrets:
        at = before.index(secret)
        now = now[:at] + secret + now[at + len(secret):]
    return now == before
