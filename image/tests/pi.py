"""The Raspberry Pi's firmware, as far as slots go: what its EEPROM does with autoboot.txt and config.txt, for a guest without one."""
import gzip
import re
import subprocess
import tempfile
from pathlib import Path

NODES = Path(__file__).parent / "pi-nodes.dts"
TRYBOOT = rb"Restarting system with command '0 tryboot'"


class Firmware:
    """Belongs to a disk over its power cycles. A trial is armed by the restart alone, so a power cut forgets it."""

    def __init__(self, disk, processors=2):
        self._disk, self._processors, self._trial = disk, processors, False
        self.partition, self.is_trial = 0, False

    def ended(self, guest, cut=False):
        """Looks how a guest ended: by a restart into a trial, or in any other way."""
        self._trial = not cut and re.search(TRYBOOT, guest.console) is not None

    def load(self, directory):
        """What the guest starts with: kernel, initramfs, command line, device tree."""
        directory = Path(directory)
        self.partition, self.is_trial, self._trial = self._choose(), self._trial, False
        slot = {2: "boot_a", 3: "boot_b"}[self.partition]
        config = dict(re.findall(r"^(\w+)[= ](\S+)", self._disk.get("config.txt", slot), re.M))
        kernel, initramfs = directory / "kernel", directory / "initramfs"
        self._copy(config["kernel"], slot, kernel)
        self._copy(config["initramfs"], slot, initramfs)
        if kernel.read_bytes()[:2] == b"\x1f\x8b":
            kernel.write_bytes(gzip.decompress(kernel.read_bytes()))
        # The Pi's own console is not in this machine, and the tree is this machine's.
        command_line = re.sub(r"console=ttyAMA10\S*", "", self._disk.get(config["cmdline"], slot)).strip()
        return kernel, initramfs, command_line, self._tree(directory)

    def _choose(self):
        """[all] first, then what [tryboot] says differently."""
        section, chosen = "all", None
        for line in self._disk.get("autoboot.txt").splitlines():
            line = line.strip()
            if header := re.fullmatch(r"\[(\w+)\]", line):
                section = header[1]
            elif line.startswith("boot_partition=") and (section == "all" or section == "tryboot" and self._trial):
                chosen = int(line.split("=")[1])
        return chosen

    def _copy(self, name, slot, out):
        out.unlink(missing_ok=True)
        subprocess.check_call(["mcopy", "-n", "-i", f"{self._disk.path}@@{self._disk.offset(slot)}", f"::{name}", str(out)])

    def _tree(self, directory):
        tree = directory / "virt.dtb"
        subprocess.check_call(["qemu-system-aarch64", "-M", f"virt,dumpdtb={tree}", "-cpu", "cortex-a76", "-smp", str(self._processors), "-m", "768",
                               "-display", "none", "-nodefaults"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # With what the Pi's overlays refer to.
        source = subprocess.check_output(["dtc", "-q", "-I", "dtb", "-O", "dts", str(tree)]) + NODES.read_bytes()
        subprocess.run(["dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", str(tree)], input=source, check=True)
        subprocess.check_call(["fdtput", "-c", str(tree), "/chosen/bootloader"])
        for name, value in (("partition", self.partition), ("tryboot", int(self.is_trial))):
            subprocess.check_call(["fdtput", "-t", "i", str(tree), "/chosen/bootloader", name, str(value)])
        return tree
