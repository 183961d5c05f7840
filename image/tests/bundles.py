"""Bundles for the tests of updates, made from a built image by changing as little as it takes. What is refused need not be whole."""
import fcntl
import json
import os
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
        self._boot, self.tree, self._tiny = self._work / "boot.img", self._work / "root", self._work / "tiny.img"
        offset, length = partition(image, "boot_a")
        run("dd", f"if={image}", f"of={self._boot}", "bs=1M", "iflag=skip_bytes,count_bytes", f"skip={offset}", f"count={length}", "conv=sparse")
        run("fsck.erofs", f"--offset={partition(image, 'root_a')[0]}", f"--extract={self.tree}", "--preserve", image)
        self._tiny.write_bytes(os.urandom(1 << 20))
        self.about = json.loads((self.tree / "usr/lib/signalk/image.json").read_text())

    def close(self):
        shutil.rmtree(self._work)

    def root(self, version, change=lambda root: None):
        """The image's root with another version, and changed."""
        out, tree = self._work / f"{version}.erofs", self._work / version
        run("cp", "-a", self.tree, tree)
        about = tree / "usr/lib/signalk/image.json"
        about.write_text(json.dumps({**json.loads(about.read_text()), "version": version}, separators=(",", ":")) + "\n")
        change(tree)
        run("mkfs.erofs", "--quiet", "-zlz4", "-C65536", out, tree)
        shutil.rmtree(tree)
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
        run("rauc", "bundle", f"--cert={keys / 'cert.pem'}", f"--key={keys / 'key.pem'}", work, out)
        return out

    def stranger(self):
        keys = self._work / "stranger-keys"
        keys.mkdir()
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7300", "-subj", "/CN=A stranger",
            "-keyout", keys / "key.pem", "-out", keys / "cert.pem")
        return keys


def never_answers(root):
    """A version whose server cannot start."""
    unit = root / "usr/lib/systemd/system/signalk.service"
    lines = unit.read_text().splitlines()
    unit.write_text("\n".join("ExecStart=/usr/bin/false" if line.startswith("ExecStart=") else line for line in lines) + "\n")


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
    stamp, print_ = directory / "stamp", f"{image.stat().st_mtime_ns} {Path(__file__).stat().st_mtime_ns}"
    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text().split("\n")[0] != print_:
            stamp.unlink(missing_ok=True)
            stamp.write_text(f"{print_}\n{json.dumps(_make(image, keys, directory, board))}")
        return json.loads(stamp.read_text().split("\n")[1])


def _make(image, keys, directory, board):
    made = Bundles(image, keys, directory, board)
    try:
        good = made.bundle("good", "50.1.0", made.root("50.1.0"))
        made.bundle("again", "50.6.0", made.root("50.6.0"))
        made.bundle("broken", "50.2.0", made.root("50.2.0", never_answers))
        made.bundle("panic", "50.3.0", boot=made.boot_without_initramfs())
        made.bundle("stranger", "50.4.0", keys=made.stranger())
        made.bundle("board", "50.5.0", board="rpi5" if board == "pc" else "pc")
        made.bundle("older", "0.0.1")
        with open(good, "rb") as whole, open(Path(directory) / "cut.raucb", "wb") as cut:
            cut.write(whole.read(good.stat().st_size * 3 // 10))
        disk(directory / "shelf.img", [*Path(directory).glob("*.raucb")])
        disk(directory / "stick.img", [good])
        return made.about
    finally:
        made.close()
