"""Many cuts of a record, looked at by two processes, and what came of them in figures."""
import collections
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from examine import Examination, guest_time
from guest import GuestError
from owner import APPLIANCE, RESULT, RESULT_LENGTH
from real import Started
from states import KEPT, Cut, Log, Replay, cuts
from tree import Tree
from workload import Refused

WORKERS = 2
FAILURES_SHOWN = 12
# What else e2fsck had to do is started for real every time.
USUAL = "journal replayed", "nothing to do"


@dataclass
class Figures:
    states: int = 0
    failed: list = field(default_factory=list)
    kept: collections.Counter = field(default_factory=collections.Counter)
    repairs: collections.Counter = field(default_factory=collections.Counter)
    secrets: collections.Counter = field(default_factory=collections.Counter)
    owed: int = 0
    pending: int = 0
    broken: int = 0
    control_lost: int = 0
    early_lost: int = 0
    recording_age: float = 0
    started: int = 0

    def add(self, other):
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if name == "recording_age":
                self.recording_age = max(mine, value)
            elif isinstance(mine, collections.Counter):
                mine.update(value)
            else:
                setattr(self, name, mine + value)
        return self


def run(record, count, seed, root, real_every):
    """real_every: one in so many states is also started for real, in that root."""
    logs = [Log(start) for start in record.starts]
    for start in record.starts:
        start.clock = sorted((moment, guest_time(date)) for moment, date in start.clock)
    chosen = sorted(enumerate(cuts(record, logs, count, seed)), key=lambda pair: (pair[1].start, logs[pair[1].start].flushed(pair[1].after), pair[1].after))
    # By starts, and each start's by their order: what is flushed is written once.
    pieces, size = [], -(-count // (WORKERS * 4))
    for number in range(len(logs)):
        of = [pair for pair in chosen if pair[1].start == number]
        pieces += [of[i:i + size] for i in range(0, len(of), size)]
    with multiprocessing.get_context("fork").Pool(WORKERS, _prepare, (record, logs, root, real_every)) as pool:
        figures = Figures()
        for part in pool.imap_unordered(_piece, pieces):
            figures.add(part)
    return figures


def _prepare(*given):
    global _given, _truths
    _given, _truths = given, {}


def _truth(record, logs, number, directory):
    """The recordings of a start as they were in the end."""
    if number not in _truths:
        replay = Replay(record, record.starts[number], logs[number], directory)
        examination = Examination(record, replay, {}, directory)
        examination(Cut(number, len(logs[number].entries), KEPT[1], 0))
        _truths[number] = {name: content[:content.rfind(b"\n") + 1] for name, content in Tree(examination.tree).recordings().items()}
        replay.close()
    return _truths[number]


def _piece(piece):
    record, logs, root, real_every = _given
    figures, directory = Figures(), Path(tempfile.mkdtemp(dir="/dev/shm", prefix="power-"))
    try:
        number = piece[0][1].start
        truth = _truth(record, logs, number - record.starts[number].is_reset, directory)
        replay = Replay(record, record.starts[number], logs[number], directory)
        examination = Examination(record, replay, truth, directory)
        for index, cut in piece:
            found = examination(cut)
            if root and (index % real_every == 0 or "torn" in found.secrets or found.repair not in USUAL):
                figures.started += 1
                found.wrong += _start(record, root, examination, cut, logs[number])
            figures.states += 1
            figures.kept[cut.kept] += 1
            figures.repairs[found.repair] += 1
            figures.secrets.update(found.secrets)
            figures.owed += found.owed
            figures.pending += found.pending
            figures.broken += found.broken
            figures.control_lost += found.control_lost
            figures.early_lost += found.early_lost
            figures.recording_age = max(figures.recording_age, found.recording_age)
            if found.wrong:
                figures.failed.append((f"start {number} ({record.starts[number].what}), after {cut.after} of {len(logs[number].entries)} writes, "
                                       f"{found.pending} not flushed, kept {cut.kept}", found.wrong))
        replay.close()
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return figures


def _start(record, root, examination, cut, log):
    """What is wrong when the next start is made."""
    moment = (cut.start, log.length(cut.after))
    try:
        state = Started(root, examination.tree, examination.card())
        first = state.apply()
        again = state.apply()
        wrong = [] if first == again else [f"a second apply wrote {', '.join(name for name in first if first[name] != again[name])} anew"]
        if len(first[RESULT]) != RESULT_LENGTH or b"http://signalk.local/" not in first[RESULT]:
            wrong.append("RESULT.txt is not whole after the next start")
        for secret in record.starts[cut.start].secrets:
            if secret in first[APPLIANCE] or b"\x7f" in first[APPLIANCE]:
                wrong.append("a secret is on the card after the next start")
        now = state.found(record.ledger, moment)
    except (GuestError, Refused, subprocess.SubprocessError) as error:
        return [f"does not start: {error}"]
    if record.starts[cut.start].is_reset:
        return wrong + ([] if now is None else ["there is an account after the reset"])
    if now is None:
        return wrong + ([] if None in record.ledger.allowed("account", moment) else ["nobody can log in"])
    return wrong + [f"the server says that {thing} is {value}" for thing, value in now.items()
                    if thing in record.ledger.things and value not in record.ledger.allowed(thing, moment)]


def show(figures, seconds):
    print(f"\n{figures.states} states in {seconds:.0f} s ({100 * seconds / max(1, figures.states):.1f} s each hundred): "
          + ", ".join(f"{times} kept {kept}" for kept, times in figures.kept.items()))
    print(f"  writes acknowledged before the cut: {figures.owed / figures.states:.0f} on average; writes not flushed: {figures.pending / figures.states:.1f} on average")
    print("  e2fsck: " + ", ".join(f"{what} {times}" for what, times in figures.repairs.most_common()))
    print(f"  files that a generation stood in for: {figures.broken}; secrets on the card: " + (", ".join(f"{times} {what}" for what, times in figures.secrets.most_common()) or "none"))
    print(f"  recordings: {figures.recording_age:.1f} s lost at the most; started for real: {figures.started}")
    print(f"  controls caught: acknowledged before the sync, in {figures.control_lost} states; taken for acknowledged when sent, in {figures.early_lost}")
    for where, wrong in figures.failed[:FAILURES_SHOWN]:
        print(f"FAIL {where}: {'; '.join(wrong)[:600]}")
    return bool(figures.failed) or not figures.control_lost or not figures.early_lost
