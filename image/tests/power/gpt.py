"""The partition table as the kernel takes it."""
import struct
import zlib

SECTOR = 512


def partitions(read, sectors, fallback):
    """Name and (first, last) sector of each partition; None: the kernel would find none.

    read(sector, count) reads the disk; fallback: whether the kernel looks at the copy at the disk's end (its argument `gpt`).
    """
    found = _table(read, 1)
    return found if found or not fallback else _table(read, sectors - 1)


def _table(read, at):
    header = read(at, 1)
    size, sum_, own = struct.unpack_from("<II", header, 12)[0], struct.unpack_from("<I", header, 16)[0], struct.unpack_from("<Q", header, 24)[0]
    if header[:8] != b"EFI PART" or not 92 <= size <= SECTOR or own != at or zlib.crc32(header[:16] + bytes(4) + header[20:size]) != sum_:
        return None
    where, count, length, entries_sum = struct.unpack_from("<QIII", header, 72)
    entries = read(where, -(-count * length // SECTOR))[:count * length]
    if zlib.crc32(entries) != entries_sum:
        return None
    rows = [entries[i:i + length] for i in range(0, len(entries), length)]
    return {row[56:128].decode("utf-16-le").rstrip("\0"): struct.unpack_from("<QQ", row, 32) for row in rows if any(row[:16])}
