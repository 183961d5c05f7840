"""One state after a cut, as the next start would find it: repaired as the image does it, and compared with what was acknowledged."""
import datetime
import email.utils
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from laid import ADMIN
from ledger import CONTROL
from owner import RESULT, OwnerPartition
from states import SECTOR
from tree import CLAIM, Tree

# Ten seconds (docs/connections.md); a sync takes up to four on an emulated machine beside others, and the guest's clock is known to one.
RECORDING_SECONDS = 15
GPT_FALLBACK = True


@dataclass
class Found:
    """What there was at one cut. wrong: must be empty; the rest is counted."""
    wrong: list = field(default_factory=list)
    pending: int = 0
    owed: int = 0
    repair: str = ""
    broken: int = 0
    control_lost: bool = False
    early_lost: bool = False
    secrets: tuple = ()
    recording_age: float = 0


def run(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


def repair(data):
    """As prepare-data does: what was done, and what is wrong afterwards."""
    status, words = run("e2fsck", "-p", data)
    told = "journal replayed" if "recovering journal" in words else "repaired" if status else "nothing to do"
    for times in ("repaired in full", "repaired in full, in two runs", "repaired in full, in three runs"):
        if status < 4:
            break
        status, words = run("e2fsck", "-fy", data)
        told = times
    if status >= 4:
        # Before it has grown it has one group and no copy of its superblock, and nothing in it either.
        run("mke2fs", "-q", "-F", "-t", "ext4", "-b", "4096", "-O", "metadata_csum", data)
        told = "made anew"
    status, words = run("e2fsck", "-fn", data)
    return told, [f"data is not clean after its repair: {words[-300:]}"] if status else []


class Examination:
    """The states of one start. truth: its recordings in the end; of a factory reset those of the start before, which must go."""

    def __init__(self, record, replay, truth, directory):
        self._record, self._replay, self._truth = record, replay, truth
        self._ledger, self._start = record.ledger, replay.start
        self._owner, self.tree = OwnerPartition(record, replay.start, directory), Path(directory) / "tree"

    def __call__(self, cut):
        state, moment = self._replay.state(cut), (cut.start, self._replay.log.length(cut.after))
        found = Found(pending=state.pieces, owed=self._ledger.count(moment))
        self._partition(state, found)
        found.repair, wrong = repair(state.data)
        found.wrong += wrong
        shutil.rmtree(self.tree, ignore_errors=True)
        self.tree.mkdir()
        run("debugfs", "-R", f"rdump /signalk /system/device /control {self.tree}", state.data)
        tree = Tree(self.tree)
        tree.all_json()
        found.broken = len(tree.broken)
        found.wrong += [f"{path} is broken and nothing stands in for it" for path in tree.lost]
        wrong, files = self._owner.look(state.owner)
        found.wrong += wrong
        self.card = lambda: self._owner.card(state.owner)
        if files:
            self._card(tree, files, found)
        if self._start.is_reset:
            self._reset(tree, files, found)
        else:
            self._acknowledged(tree, moment, found)
            self._recordings(tree, moment, found)
        if self._replay.elsewhere:
            found.wrong.append(f"written outside the owner's and the data partition: {sorted(self._replay.elsewhere)[:3]}")
        return found

    def _partition(self, state, found):
        """The table can be read, and the file system fits into its partition."""
        table = self._replay.table(state, GPT_FALLBACK)
        if not table or "data" not in table:
            found.wrong.append("the kernel would find no partitions")
            return
        first, last = table["data"]
        os.truncate(state.data, (last - first + 1) * SECTOR)

    def _acknowledged(self, tree, moment, found):
        for thing, value in {**tree.things(), CONTROL: tree.control.read_text().strip() if tree.control.exists() else None}.items():
            if thing not in self._ledger.things:
                continue
            allowed = self._ledger.allowed(thing, moment)
            is_lost = value not in allowed
            if thing == CONTROL:
                found.control_lost = is_lost
                continue
            if is_lost:
                found.wrong.append(f"{thing} is {value}, not {' or '.join(map(str, allowed))}")
            found.early_lost |= self._ledger.is_newest_sent(thing, value, moment) is False

    def _recordings(self, tree, moment, found):
        """The lines of a recording are the first of what it was in the end, and lack no more than what was not synced yet.

        Behind them may be half a line, or zeros to the end of a sector and anything after them: ext4 may keep a new length and not yet the
        bytes. The server takes them away when it goes on.
        """
        now, there = max((date for at, date in self._start.clock if at <= moment), default=0), tree.recordings()
        for name, truth in self._truth.items():
            content = there.get(name, b"").partition(b"\0")[0]
            lines = content[:content.rfind(b"\n") + 1]
            if not truth.startswith(lines):
                found.wrong.append(f"{name} is not as it was written, after {len(os.path.commonprefix([truth, lines]))} bytes")
            elif lost := truth[len(lines):].split(b"\n")[0]:
                age = now - int(lost.split(b";")[0]) / 1000
                found.recording_age = max(found.recording_age, age)
                if age > RECORDING_SECONDS:
                    found.wrong.append(f"{name} lacks what is {age:.0f} s old")

    def _card(self, tree, files, found):
        found.secrets = tuple(self._owner.secrets(files))
        state = tree.device_state()
        for secret, how in zip(self._start.secrets, found.secrets):
            # Wi-Fi's are kept as they are, an account's as its hash.
            kept = ADMIN in repr(tree.json(tree.signalk / "security.json")) if b"skipper" in secret else secret.decode() in repr(state)
            if how != "whole" and not kept:
                found.wrong.append("a secret was blanked before it was kept")
        if (claim := CLAIM.search(files[RESULT].decode(errors="replace"))) and claim[1] != state.get("claimCode"):
            found.wrong.append(f"RESULT.txt shows the claim code {claim[1]}, the unit knows {state.get('claimCode')}")

    def _reset(self, tree, files, found):
        """A marker that says that it was acted upon is true. What stays on the card is applied anew, and recordings begin anew."""
        if files.get("signalk/FACTORY-RESET", b"").startswith(b"USED"):
            left = [thing for thing, value in tree.things().items() if value is not None]
            left += [name for name, content in tree.recordings().items() if content and self._truth.get(name, b"").startswith(content[:64])]
            known = repr(tree.device_state())
            left += [secret.decode() for start in self._record.starts for secret in start.secrets if secret.decode() in known]
            if left:
                found.wrong.append(f"the reset is marked as done, and there is still {', '.join(left)}")


def guest_time(date):
    return email.utils.parsedate_to_datetime(date).replace(tzinfo=datetime.timezone.utc).timestamp()
