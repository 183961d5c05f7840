"""Write logs of QEMU's blklogwrites (the format of dm-log-writes), and the states that a power cut can leave."""
import itertools
import struct

FLUSH, DISCARD = 1, 4
SECTOR = 512


def drive(file, log, sector=SECTOR):
    """Options of a -drive whose writes are logged."""
    log.write_bytes(b"")
    return (f"driver=blklogwrites,file.driver=file,file.filename={file},log.driver=file,log.filename={log},log-sector-size={sector}")


def read(log):
    """(offset, data, flags) of each entry, in order."""
    content = log.read_bytes()
    _, _, count, sector = struct.unpack_from("<QQQI", content)
    at, entries = sector, []
    while at + 32 <= len(content):
        where, length, flags, _ = struct.unpack_from("<QQQQ", content, at)
        at += sector
        if not (where or length or flags):
            break
        data = b""
        if length and not flags & DISCARD:
            data = content[at:at + length * sector]
            at += length * sector
        entries.append((where * sector, data, flags))
    return entries


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
