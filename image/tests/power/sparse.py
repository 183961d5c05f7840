"""Parts of sparse files: what is a hole stays one."""
import os

CHUNK = 1 << 20


def copy(source, target, ranges):
    """Ranges (from, to) of a file, to the same places of a new one of its length."""
    with open(source, "rb") as old, open(target, "wb") as new:
        new.truncate(os.fstat(old.fileno()).st_size)
        for begin, end in ranges:
            _copy(old.fileno(), new.fileno(), begin, end, 0)


def part(source, target, begin, end):
    """A range of a file, as a new file."""
    with open(source, "rb") as old, open(target, "wb") as new:
        new.truncate(end - begin)
        _copy(old.fileno(), new.fileno(), begin, end, begin)


def _copy(old, new, at, end, shift):
    while at < end:
        try:
            at = os.lseek(old, at, os.SEEK_DATA)
        except OSError:
            return
        stop = min(os.lseek(old, at, os.SEEK_HOLE), end)
        while at < stop:
            at += os.pwrite(new, os.pread(old, min(CHUNK, stop - at), at), at - shift)
