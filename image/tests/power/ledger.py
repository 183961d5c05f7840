"""What was acknowledged, and when.

A moment is (number of the start, length of its write log): every write that the log holds up to there happened before.
"""
import bisect
import dataclasses

CONTROL = "a control that is acknowledged before it is synced"


@dataclasses.dataclass
class Version:
    value: object
    sent: tuple
    acknowledged: tuple | None = None


class Ledger:
    """The versions of each thing that was written, one after the other: the next is sent when the last one is answered."""

    def __init__(self):
        self.things = {}

    def send(self, thing, value, moment):
        self.things.setdefault(thing, []).append(version := Version(value, moment))
        return version

    def settle(self, thing, value, moment):
        """What was found after a cut stays from here on, acknowledged or not."""
        versions = self.things[thing]
        del versions[1 + max(i for i, version in enumerate(versions) if version.value == value):]
        versions[-1].acknowledged = versions[-1].acknowledged or moment

    def allowed(self, thing, moment):
        """What may be found of a thing after a cut at that moment: the last that was acknowledged, or one that was on its way; None: nothing."""
        versions = [version for version in self.things[thing] if version.sent <= moment]
        known = [i for i, version in enumerate(versions) if version.acknowledged and version.acknowledged <= moment]
        return [version.value for version in versions[known[-1]:]] if known else [None, *(version.value for version in versions)]

    def is_newest_sent(self, thing, value, moment):
        """For a control: whether it would be kept if it were acknowledged as soon as it is sent."""
        sent = [version.value for version in self.things[thing] if version.sent <= moment]
        return not sent or value == sent[-1]

    def acknowledged(self):
        """All moments at which something was, in order."""
        return sorted(version.acknowledged for versions in self.things.values() for version in versions if version.acknowledged)

    def count(self, moment):
        moments = self.acknowledged()
        return bisect.bisect_right(moments, moment)
