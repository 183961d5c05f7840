#!/usr/bin/env python3
"""The Raspberry Pi image: its slots hold what the firmware reads, and its own kernel boots it on QEMU's virt board.

usage: boot_arm64.py IMAGE LOG        (inside the toolbox)

No QEMU has a Pi 5: pi.py stands in for its firmware.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import Checks, hardening_and_memory
from guest import Disk, Guest, GuestError
from pi import Firmware

EXPECTED = Path(__file__).parent / "rpi5-files.txt"


def slot_files(disk):
    """Names and least sizes in the boot slot and on the owner's partition."""
    found = set()
    for partition in ("owner", "boot_a"):
        listing = subprocess.check_output(["mdir", "-b", "-/", "-i", f"{disk.path}@@{disk.offset(partition)}", "::"]).decode()
        found |= {f"{partition}/{line[3:]}" for line in listing.split() if not line.endswith("/")}
    return found


def server(guest, check):
    _, body, _ = guest.http("/signalk", timeout=300)
    check("the server answers on port 80", b"signalk-http" in body, f"{guest.seconds:.0f} s after power-on")
    hardening_and_memory(guest, check)


def main():
    image, log = Path(sys.argv[1]), Path(sys.argv[2])
    check, directory = Checks("image-test arm64"), tempfile.mkdtemp(dir=log.parent)
    log.unlink(missing_ok=True)
    guest = None
    try:
        disk = Disk(image, directory)
        expected = {line.split("#")[0].strip() for line in EXPECTED.read_text().splitlines()} - {""}
        found = slot_files(disk)
        check("files of the Pi's partitions", found == expected,
              f"{len(found)}" if found == expected else f"missing {sorted(expected - found)}, not in the list {sorted(found - expected)}")
        table = json.loads(subprocess.check_output(["sfdisk", "-J", str(disk.path)], stderr=subprocess.DEVNULL))["partitiontable"]["partitions"]
        check("partition order", [p["name"] for p in table] == ["owner", "boot_a", "boot_b", "root_a", "root_b", "data"])
        hidden = {p["name"] for p in table if p["type"] == "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"}
        check("a PC shows the owner's partition alone", hidden == {"owner"}, ", ".join(hidden))

        firmware = Firmware(disk)
        for attempt in (1, 2):
            guest = Guest(disk, log, arch="arm64", kernel=firmware.load(directory))
            try:
                guest.run("true", timeout=420)
                break
            except GuestError as error:
                guest.kill()
                if attempt == 2:
                    raise
                print(f"note no sign of life, once more: {error}", flush=True)
        print(f"info shell after {guest.seconds:.0f} s")
        state = guest.run("timeout 350 systemctl is-system-running --wait", timeout=400, check=False)
        broken = guest.run("systemctl --failed --no-legend --plain", check=False, timeout=120)
        check("every unit as it should be", state.endswith("running") and not broken, broken or f"{state}, {guest.seconds:.0f} s after power-on")
        check("slot by the firmware's word", guest.run("cat /run/signalk-boot/slot", timeout=120) == "A", "A")
        about = json.loads(guest.run("cat /usr/lib/signalk/image.json", timeout=120))
        check("kernel and architecture", guest.run("uname -m", timeout=120) == "aarch64", guest.run("uname -r", timeout=120))
        loaded = guest.run("modprobe -a spi_dw spi_dw_mmio dt_overlay mcp251x can_raw vcan gs_usb && modprobe rpi_tryboot; lsmod", check=False, timeout=180)
        check("modules load; tryboot finds no Raspberry Pi", all(m in loaded for m in ("spi_dw_mmio", "dt_overlay", "mcp251x"))
              and "rpi_tryboot" in loaded and "No such device" in loaded)
        shown = guest.run("mkdir -p /run/signalk-device; printf 'mcp2515,oscillator=8000000\\nuart0\\nnosuch\\n' >/run/signalk-device/overlays; "
                          "systemctl restart signalk-board.service; journalctl -b -o cat -u signalk-board.service", check=False, timeout=180)
        nodes = guest.run("cd /proc/device-tree; tr '\\0' ' ' <pci-ep-bus/spi@40050000/can@0/compatible; ls -d pci-ep-bus/serial@40030000; "
                          "od -An -tx1 mcp2515-osc/clock-frequency", check=False, timeout=120)
        check("overlays are put in while it runs", all(word in nodes for word in ("microchip,mcp2515", "serial@40030000", "00 7a 12 00"))
              and "uart0: put in" in shown and "nosuch: there is none" in shown, nodes.replace("\n", " ") if "put in" in shown else shown[-600:])
        answers = guest.run("touch /usr/bin/x /boot/owner/x 2>&1; findmnt -no FSTYPE /", check=False, timeout=120)
        check("root cannot be written", answers.count("Read-only file system") == 2 and "erofs" in answers)
        slots = guest.run("umount /boot/owner; cd /usr/lib/signalk/update; ./bootchooser get-primary 2>&1; ./bootchooser is-trial 2>&1 || echo no trial; "
                          "systemctl start boot-owner.mount; ls /boot/owner", check=False, timeout=120)
        check("slots by the firmware's word without the owner's partition", re.search(r"^A$(?s:.*)^no trial$(?s:.*)^autoboot.txt$", slots, re.M), slots if "no trial" not in slots else "")
        if about["release"]:
            check.guard("server", lambda: server(guest, check))
        else:
            print("note NOT RUN: the server, as this image was made with BINARY=none")
        if check.failed:
            log.with_suffix(".journal").write_text(guest.run("journalctl -b --no-pager | tail -n 1500", timeout=300, check=False))
        check("powered off", guest.power_off(240))
        if about["release"]:
            result = disk.get("signalk/RESULT.txt")
            check("RESULT.txt has its length and the claim code", len(result) == 16384 and "Claim code:" in result)
    except GuestError as error:
        check("the machine lives", False, error)
    finally:
        if guest:
            print(f"info {guest.seconds:.0f} s in all; console in {log}")
            guest.kill()
        shutil.rmtree(directory, ignore_errors=True)
    check.end()


main()
