#!/usr/bin/env python3
"""A small initramfs for any architecture: a static busybox, our init, and modules in the order they must be loaded.

usage: make.py MODULES_DIR(lib/modules/VERSION) BUSYBOX MODULE_LIST OUT

Modules come by name, with what modules.dep says they need; those built into the kernel are left out, one that is in neither is
an error, unless a question mark stands before its name. Nothing of the target runs here, so this takes a second where a foreign initramfs-tools takes minutes.
"""
import lzma
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path


def plain(name):
    return re.sub(r"\.ko(\.xz|\.zst|\.gz)?$", "", os.path.basename(name)).replace("-", "_")


def load_order(modules, wanted):
    built_in = {plain(line.strip()) for line in (modules / "modules.builtin").open()}
    needs = {}
    for line in (modules / "modules.dep").open():
        path, dependencies = line.split(":")
        needs[plain(path)] = (path.strip(), dependencies.split())
    order, missing = [], []
    for name in map(plain, wanted):
        is_optional, name = name.startswith("?"), name.lstrip("?")
        if name in built_in or is_optional and name not in needs:
            continue
        if name not in needs:
            missing.append(name)
            continue
        path, dependencies = needs[name]
        order += [d for d in [*reversed(dependencies), path] if d not in order]
    if missing:
        sys.exit(f"initramfs: the kernel has no module {', '.join(missing)}")
    return order


def unpacked(path):
    raw = path.read_bytes()
    return lzma.decompress(raw) if path.suffix == ".xz" else raw


def main():
    modules, busybox, wanted, out = map(Path, sys.argv[1:5])
    names = [line.split("#")[0].strip() for line in wanted.open()]
    order = load_order(modules, [name for name in names if name])
    tree = Path(tempfile.mkdtemp())
    for name in "bin dev proc sys run modules new upper".split():
        (tree / name).mkdir()
    shutil.copy(busybox, tree / "bin/busybox")
    (tree / "bin/sh").symlink_to("busybox")
    for module in order:
        (tree / "modules" / f"{plain(module)}.ko").write_bytes(unpacked(modules / module))
    (tree / "modules/order").write_text("".join(f"{plain(module)}.ko\n" for module in order))
    shutil.copy(Path(__file__).with_name("init"), tree / "init")
    os.chmod(tree / "init", 0o755)
    os.mknod(tree / "dev/console", 0o600 | stat.S_IFCHR, os.makedev(5, 1))
    epoch = os.environ["SOURCE_DATE_EPOCH"]
    subprocess.check_call(
        f"cd {tree} && find . -exec touch -h -d @{epoch} {{}} + && find . -print0 | sort -z"
        " | cpio --null --reproducible --renumber-inodes -H newc -o --quiet -R 0:0"
        f" | zstd -q -T1 -12 -f -o {out.absolute()}", shell=True, env={**os.environ, "LC_ALL": "C"})
    shutil.rmtree(tree)
    print(f"{out}: {out.stat().st_size} bytes, {len(order)} modules")


main()
