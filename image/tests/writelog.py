"""Write logs of QEMU's blklogwrites (the format of dm-log-writes), and the states that a power cut can leave."""
import itertools
import struct

FLUSH, DISCARD = 1, 4
SECTOR = 512


def drive(file, log, sector=SECTOR):
    """Options of a -drive whose writes are logged. The host's disk is not waited for: a flush is in the log where it was asked for."""
    log.write_bytes(b"")
    return (f"driver=blklogwrites,file.driver=file,file.filename={file},file.cache.no-flush=on,"
            f"log.driver=file,log.filename={log},log.cache.no-flush=on,log-sector-size={sector}")


def entries(log):
    """(offset, data, flags, end) of each entry, in order: `end` is how long the log was with it. A discard's data is how much it is of."""
    content = log.read_bytes()
    sector = SECTOR if len(content) < 28 else struct.unpack_from("<I", content, 24)[0] or SECTOR
    at = sector
    while at + 32 <= len(content):
        where, length, flags, _ = struct.unpack_from("<QQQQ", content, at)
        at += sector
        if not (where or length or flags):
            break
        data = bytes(length * sector) if flags & DISCARD else content[at:at + length * sector]
        if len(data) < length * sector:
            break
        at += 0 if flags & DISCARD else len(data)
        yield where * sector, data, flags, at


def read(log):
    """(offset, data, flags) of each entry, in order; without what was discarded."""
    return [(offset, b"" if flags & DISCARD else data, flags) for offset, data, flags, _ in entries(log)]


def in_order(base, entries):
    """States of a memory that writes in the order it is told to (NOR flash); each is valid until the next."""
    state = bytearray(base)
    yield state
    for offset, data, _ in entries:
        if data:
            state[offset:offset + len(data)] = data
            yield state


def any_subset(base, entries, most=14):
    """States of a disk with a cache: between two flushes any sector may be there or not, in any order."""
    state, group = bytearray(base), []
    yield state
    for offset, data, flags in [*entries, (0, b"", FLUSH)]:
        if flags & FLUSH and group:
            if len(group) > most:
                raise ValueError(f"{len(group)} sectors written between two flushes: more states than can be tried")
            for count in range(1, len(group) + 1):
                for some in itertools.combinations(group, count):
                    crashed = bytearray(state)
                    for where, what in some:
                        crashed[where:where + SECTOR] = what
                    yield crashed
            for where, what in group:
                state[where:where + SECTOR] = what
            group = []
        for at in range(0, len(data), SECTOR):
            where, what = offset + at, data[at:at + SECTOR]
            if what != state[where:where + SECTOR] or any(where == other for other, _ in group):
                group.append((where, what))
