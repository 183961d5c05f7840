"""Bundles for the tests of updates, made from a built image by changing as little as it takes. What is refused need not be whole."""
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

MANIFEST = """[update]
compatible=signalk-appliance-{board}
version={version}

[bundle]
format=verity

[image.rootfs]
filename=root.img

[image.boot]
filename=boot.img
"""


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options).stdout


def partition(image, name):
    """Offset and length of a partition, in bytes."""
    table = json.loads(subprocess.check_output(["sfdisk", "-J", str(image)], stderr=subprocess.DEVNULL))
    found = next(p for p in table["partitiontable"]["partitions"] if p.get("name") == name)
    return found["start"] * 512, found["size"] * 512


def section(executable, name):
    """Where a section of a PE file lies in it, and its length."""
    header = struct.unpack_from("<I", executable, 0x3C)[0]
    count, optional = struct.unpack_from("<H", executable, header + 6)[0], struct.unpack_from("<H", executable, header + 20)[0]
    for entry in range(header + 24 + optional, header + 24 + optional + 40 * count, 40):
        if executable[entry:entry + 8].rstrip(b"\0") == name:
            length, start = struct.unpack_from("<II", executable, entry + 16)
            return start, length
    raise KeyError(name)


class Bundles:
    def __init__(self, image, keys, directory, board):
        self.image, self.keys, self.directory, self.board = Path(image), Path(keys), Path(directory), board
        self._work = Path(tempfile.mkdtemp(dir=directory))
        self._boot, self._root, self._tiny = self._work / "boot.img", self._work / "root.img", self._work / "tiny.img"
        for name, out in (("boot_a", self._boot), ("root_a", self._root)):
            offset, length = partition(image, name)
            run("dd", f"if={image}", f"of={out}", "bs=1M", "iflag=skip_bytes,count_bytes", f"skip={offset}", f"count={length}", "conv=sparse")
        # Its file system may be shorter than the partition.
        self._root_bytes = self._root.read_bytes().rstrip(b"\0")
        self._tiny.write_bytes(os.urandom(1 << 20))
        self.about = json.loads(re.search(rb'\{"version":"[^"]*","board":[^}]*\}', self._root_bytes)[0])

    def close(self):
        shutil.rmtree(self._work)

    def unpack(self):
        """The image's root as a folder."""
        tree = self._work / "root"
        run("fsck.erofs", f"--extract={tree}", "--preserve", self._root)
        return tree

    @contextlib.contextmanager
    def asked(self):
        """The image's own server and RAUC in its root, without a machine; the bundles are at /mnt. A command's status and words."""
        root = self.unpack()
        # These mounts are of the toolbox's own namespace, and go with it.
        for what, where, how in ((self.directory, "mnt", "--bind"), ("/dev", "dev", "--bind"), ("proc", "proc", "-tproc"), ("run", "run", "-ttmpfs"), ("data", "data", "-ttmpfs")):
            run("mount", how, what, root / where)
        slot = root / "run/signalk-boot/slot"
        slot.parent.mkdir()
        slot.write_text("A\n")

        def ask(command):
            done = subprocess.run(["chroot", str(root), "/bin/sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            return done.returncode, done.stdout.decode(errors="replace").strip()

        try:
            yield ask
        finally:
            subprocess.run(["umount", "-l", *(str(root / where) for where in ("mnt", "dev", "proc", "run", "data"))], stderr=subprocess.DEVNULL)

    def newer(self, number):
        """A version later than the image's, as long as that."""
        major, minor, rest = re.fullmatch(r"(\d+)\.(\d+)(.*)", self.about["version"]).groups()
        return f"{'9' * len(major)}.{number:0{len(minor)}}{rest}"

    def root(self, version, change=None):
        """The image's root with another version, and changed: small files lie in it as they are, so a few bytes do."""
        changed = self._root_bytes
        for old, new in (('"version":"%s"' % self.about["version"], '"version":"%s"' % version), *([change] if change else [])):
            old, new = old.encode(), new.encode().ljust(len(old))
            if changed.count(old) != 1 or len(new) != len(old):
                raise ValueError(f"{old} is {changed.count(old)} times in the root")
            changed = changed.replace(old, new)
        out = self._work / f"{version}.erofs"
        out.write_bytes(changed + bytes(-len(changed) % 4096))
        return out

    def boot_without_initramfs(self):
        """A kernel that panics, as it finds no root."""
        out = self._work / "panic.img"
        run("cp", "--sparse=always", self._boot, out)
        if self.board == "pc":
            name, file = "signalk.efi", self._work / "signalk.efi"
            run("mcopy", "-n", "-i", out, f"::{name}", file)
            executable = bytearray(file.read_bytes())
            start, length = section(executable, b".initrd")
            executable[start:start + length] = bytes(length)
            file.write_bytes(executable)
        else:
            name, file = "initramfs_2712", self._work / "initramfs_2712"
            run("mcopy", "-n", "-i", out, f"::{name}", file)
            file.write_bytes(bytes(file.stat().st_size))
        run("mcopy", "-o", "-i", out, file, f"::{name}")
        return out

    def bundle(self, name, version, root=None, boot=None, board=None, keys=None):
        out, work = self.directory / f"{name}.raucb", self._work / name
        work.mkdir()
        os.link(root or self._tiny, work / "root.img")
        os.link(boot or (self._boot if root else self._tiny), work / "boot.img")
        (work / "manifest.raucm").write_text(MANIFEST.format(board=board or self.board, version=version))
        out.unlink(missing_ok=True)
        keys = keys or self.keys
        # What is in it is compressed already.
        run("rauc", "bundle", "--mksquashfs-args=-noD -noF", f"--cert={keys / 'cert.pem'}", f"--key={keys / 'key.pem'}", work, out)
        return out

    def stranger(self):
        keys = self._work / "stranger-keys"
        keys.mkdir()
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7300", "-subj", "/CN=A stranger",
            "-keyout", keys / "key.pem", "-out", keys / "cert.pem")
        return keys


# A version whose server cannot start; one that forgot that there are serial ports on USB.
NEVER_ANSWERS = ("ExecStart=/usr/bin/signalk run --config", "ExecStart=/usr/bin/false")
CANNOT_OPEN_PORTS = ("DeviceAllow=char-ttyUSB rw", "#")


def disk(image, files):
    """A file system with the files at its top."""
    tree = Path(tempfile.mkdtemp(dir=image.parent))
    for file in files:
        os.link(file, tree / file.name)
    size = sum(file.stat().st_size for file in files) * 9 // 8 // (1 << 20) + 64
    image.unlink(missing_ok=True)
    run("mke2fs", "-q", "-t", "ext4", "-m", "0", "-d", tree, image, f"{size}M")
    shutil.rmtree(tree)


def make(image, keys, directory, board):
    """All of them in a folder, where they stay for the next test of the same image; what the image says of itself."""
    directory.mkdir(exist_ok=True)
    stamp, print_ = directory / "stamp", f"{image.stat().st_mtime_ns} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"
    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text().split("\n")[0] != print_:
            stamp.unlink(missing_ok=True)
            stamp.write_text(f"{print_}\n{json.dumps(_make(image, keys, directory, board))}")
        return json.loads(stamp.read_text().split("\n")[1])


def _make(image, keys, directory, board):
    made = Bundles(image, keys, directory, board)
    try:
        versions = {}

        def bundle(name, number, change=None, **options):
            versions[name] = made.newer(number)
            whole = {} if options else {"root": made.root(versions[name], change)}
            return made.bundle(name, versions[name], **whole, **options)

        good = bundle("good", 1)
        shelf = [
            good,
            bundle("broken", 2, NEVER_ANSWERS),
            bundle("deaf", 3, CANNOT_OPEN_PORTS),
            bundle("panic", 4, boot=made.boot_without_initramfs()),
            bundle("stranger", 5, keys=made.stranger()),
            bundle("board", 6, board="rpi5" if board == "pc" else "pc"),
            made.bundle("older", "0.0.1"),
            Path(directory) / "cut.raucb",
        ]
        with open(good, "rb") as whole, open(shelf[-1], "wb") as cut:
            cut.write(whole.read(good.stat().st_size * 3 // 10))
        disk(directory / "shelf.img", shelf)
        disk(directory / "stick.img", [bundle("stick", 7)])
        bundle("url", 8)
        bundle("upload", 9)
        return {**made.about, "bundles": versions}
    finally:
        made.close()
