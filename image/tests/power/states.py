"""States of the disk after a power cut: all up to the last flush, and of what was written since whatever a disk may have kept."""
import bisect
import os
import random
from dataclasses import dataclass
from pathlib import Path

import gpt
import sparse
import writelog

SECTOR = 512
# What a disk may have kept of what was written since the last flush.
KEPT = ("nothing", "in order, the last one torn", "any writes, some torn", "any sectors")


@dataclass
class Cut:
    """After so many entries of a start's log."""
    start: int
    after: int
    kept: str
    seed: int


class Log:
    def __init__(self, start):
        self.entries = list(writelog.entries(start.log))
        self.ends = [entry[3] for entry in self.entries]
        self.flushes = [i for i, entry in enumerate(self.entries) if entry[2] & writelog.FLUSH]

    def after(self, length):
        """How many entries were there when the log was so long."""
        return bisect.bisect_right(self.ends, length)

    def length(self, after):
        return self.ends[after - 1] if after else 0

    def flushed(self, after):
        """How many of so many entries are before the last flush, with it."""
        i = bisect.bisect_left(self.flushes, after)
        return self.flushes[i - 1] + 1 if i else 0


def cuts(record, logs, count, seed):
    """Half of them right after something was acknowledged, where the most is owed; a quarter right before a flush, where the most can
    be missing; the others at any moment."""
    chance = random.Random(seed)
    moments = [moment for moment in record.ledger.acknowledged() if moment[0] < len(logs)]
    flushes = [(number, i) for number, log in enumerate(logs) for i in log.flushes if i]
    writes = [(number, i) for number, log in enumerate(logs) for i in range(1, len(log.entries) + 1)]
    for i in range(count):
        if i % 2:
            number, length = chance.choice(moments)
            after = logs[number].after(length)
        else:
            number, after = chance.choice(flushes if i % 4 else writes)
        yield Cut(number, after, KEPT[i // 4 % len(KEPT)], chance.getrandbits(32))


def kept(pending, how, chance):
    """(offset, data) of what the disk kept, in an order in which it can be written."""
    def torn(data):
        sectors = len(data) // SECTOR
        begin = chance.randrange(sectors + 1)
        return (0, begin) if chance.random() < 0.5 else (begin, sectors)
    if how == "any sectors":
        for offset, data in pending:
            for at in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    yield offset + at, data[at:at + SECTOR]
    elif how != "nothing":
        for i, (offset, data) in enumerate(pending):
            is_last = i == len(pending) - 1
            if how == KEPT[2] and chance.random() < 0.5:
                continue
            if is_last if how == KEPT[1] else chance.random() < 0.3:
                begin, end = torn(data)
                offset, data = offset + begin * SECTOR, data[begin * SECTOR:end * SECTOR]
            yield offset, data


class State:
    """One disk after a cut. head and owner: sectors that are not as they were at the start; data: a file."""

    def __init__(self, head, owner, data, pieces):
        self.head, self.owner, self.data, self.pieces = head, owner, data, pieces


class Replay:
    """The states of one start, for cuts that come in their order."""

    def __init__(self, record, start, log, directory):
        self.record, self.start, self.log, self.directory = record, start, log, Path(directory)
        self._offsets, self._done = record.offsets, 0
        self._head, self._owner = {}, {}
        self._durable, self._state = self.directory / "durable", self.directory / "state"
        sparse.part(start.base, self._durable, self._offsets["data"], record.size)
        self._file = open(self._durable, "r+b", buffering=0)
        self.elsewhere = set()

    def close(self):
        self._file.close()

    def state(self, cut):
        """Where its data partition is, and the sectors of the rest that are not as they were at the start."""
        flushed = self.log.flushed(cut.after)
        while self._done < flushed:
            offset, data, *_ = self.log.entries[self._done]
            self._write(self._file, self._head, self._owner, offset, data)
            self._done += 1
        head, owner = dict(self._head), dict(self._owner)
        sparse.part(self._durable, self._state, 0, self._durable.stat().st_size)
        pending = [(offset, data) for offset, data, *_ in self.log.entries[flushed:cut.after] if data]
        with open(self._state, "r+b", buffering=0) as file:
            for offset, data in kept(pending, cut.kept, random.Random(cut.seed)):
                self._write(file, head, owner, offset, data)
        return State(head, owner, self._state, len(pending))

    def _write(self, file, head, owner, offset, data):
        where = self._offsets
        if offset >= where["data"]:
            os.pwrite(file.fileno(), data, offset - where["data"])
        elif offset < where["boot_a"]:
            part, begin = (owner, where["owner"]) if offset >= where["owner"] else (head, 0)
            for at in range(0, len(data), SECTOR):
                part[offset - begin + at] = data[at:at + SECTOR]
        elif data:
            self.elsewhere.add(offset)

    def table(self, state, fallback):
        """The partitions as the kernel would find them."""
        def read(sector, count):
            at = sector * SECTOR
            if at >= self._offsets["data"]:
                with open(state.data, "rb") as file:
                    return os.pread(file.fileno(), count * SECTOR, at - self._offsets["data"])
            with open(self.start.base, "rb") as file:
                disk = os.pread(file.fileno(), count * SECTOR, at)
            return b"".join(state.head.get(at + i, disk[i:i + SECTOR]) for i in range(0, len(disk), SECTOR))
        return gpt.partitions(read, self.record.size // SECTOR, fallback)
