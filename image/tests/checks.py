"""What a test prints: a line a check, and how it ended."""
import re
import sys
import time

from guest import GuestError


class Checks:
    def __init__(self, name):
        self.name, self.failed, self.facts, self._begin = name, [], [], time.monotonic()

    def __call__(self, name, ok, shown=""):
        print(f"{'ok  ' if ok else 'FAIL'} {name}{': ' + str(shown) if shown != '' else ''}", flush=True)
        if not ok:
            self.failed.append(name)

    def guard(self, name, check):
        """What a check raises is its failure; the others still run."""
        try:
            check()
        except (GuestError, OSError, ValueError, KeyError) as error:
            self(name, False, error)

    def fact(self, text):
        """For the summary."""
        self.facts.append(text)

    def end(self):
        """The last line, and the status."""
        for fact in self.facts:
            print(f"info {fact}")
        seconds = time.monotonic() - self._begin
        if self.failed:
            sys.exit(f"{self.name}: {len(self.failed)} FAILED in {seconds:.0f} s: {', '.join(self.failed)}")
        print(f"{self.name}: passed in {seconds:.0f} s")


def hardening_and_memory(guest, check):
    line = guest.run("systemd-analyze security --no-pager signalk.service | tail -1", timeout=240)
    score = re.search(r"\d+\.\d+", line)
    check("hardening score (10 is none)", bool(score) and float(score[0]) <= 2.0, score and score[0])
    text = guest.run("p=$(systemctl show -p MainPID --value signalk.service); cat /proc/$p/status /proc/meminfo", timeout=120)
    kilobytes = dict(re.findall(r"^(\w+):\s+(\d+) kB", text, re.M))
    check.fact("memory: " + ", ".join(f"{name} {int(kilobytes[key]) // 1024} MB" for name, key in
               (("server", "VmRSS"), ("at most", "VmHWM"), ("free for more", "MemAvailable"), ("in all", "MemTotal"))) + f"; hardening score {score and score[0]}")
