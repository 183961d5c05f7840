#!/usr/bin/env python3
"""Power cuts of the image: a machine that is killed while its server writes, and every other moment at which that could have happened.

usage: main.py IMAGE MODULE DIRECTORY STATES ROUNDS SEED        run inside the toolbox; MODULE: ledger.c, compiled

The record of a machine is kept in DIRECTORY: with the same image and ROUNDS other STATES of it take seconds.
"""
import pickle
import shutil
import sys
import tempfile
import time
from pathlib import Path

import bundles
import replay
from real import Root
from starts import Machine

REAL_EVERY = 25


def recorded(image, module, directory, rounds, seed):
    """The record, and what was wrong in the machine's starts."""
    file, stamp = directory / "record", f"{image} {image.stat().st_mtime_ns} {rounds}"
    if file.exists():
        record = pickle.loads(file.read_bytes())
        if record.stamp == stamp:
            print(f"info {len(record.starts)} starts of this image are recorded already (in {directory})")
            return record, []
    machine = Machine(image, module.read_bytes(), directory, seed)
    for start in [machine.first, machine.safe_mode, *[machine.usual] * (rounds - 2), machine.factory_reset]:
        begin = time.monotonic()
        print(f"     {start()} ({time.monotonic() - begin:.0f} s)", flush=True)
        machine.record.stamp = stamp if start == machine.factory_reset and not machine.wrong else ""
        machine.record.save(file)
    for wrong in machine.wrong:
        print(f"FAIL {wrong}")
    return machine.record, machine.wrong


def main():
    image, module, directory = (Path(argument).resolve() for argument in sys.argv[1:4])
    count, rounds, seed = map(int, sys.argv[4:7])
    begin = time.monotonic()
    record, wrong = recorded(image, module, directory, max(rounds, 2), seed)
    print(f"{'FAIL' if wrong else 'ok  '} {len(record.starts)} power cuts of a machine: {record.ledger.count((len(record.starts), 0))} acknowledged writes; "
          f"{time.monotonic() - begin:.0f} s", flush=True)
    work = Path(tempfile.mkdtemp(dir=directory))
    bundles.run("fsck.erofs", f"--offset={bundles.partition(image, 'root_a')[0]}", f"--extract={work / 'root'}", "--preserve", image)
    root, start = Root(work / "root"), time.monotonic()
    try:
        failed = replay.show(replay.run(record, count, seed, root, REAL_EVERY), time.monotonic() - start)
    finally:
        root.close()
        shutil.rmtree(work, ignore_errors=True)
    print(f"power-cut-test: {'FAILED' if failed or wrong else 'passed'} in {time.monotonic() - begin:.0f} s; SEED={seed}")
    sys.exit(bool(failed or wrong))


main()
