"""A virtual machine that runs an image, under software emulation (KVM is never used). Run inside the toolbox.

The image is the shipped one, byte for byte: what a test needs in the guest (a root shell on a virtio port, the console on the
serial port) comes through SMBIOS as systemd credentials, which only whoever runs the machine can pass.
"""
import base64
import contextlib
import json
import os
import re
import select
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

OVMF = Path("/usr/share/OVMF")
SHELL_PORT = "signalk.test"

# The port can be opened once at a time: one descriptor for both ways. Looking for it more often slows an emulated start.
SHELL_UNIT = f"""[Unit]
Description=A shell for the test
DefaultDependencies=no
StartLimitIntervalSec=0
IgnoreOnIsolate=yes
[Service]
Type=exec
ExecStart=/bin/sh -c 'until [ -e /dev/virtio-ports/{SHELL_PORT} ]; do sleep 2; done; exec /bin/sh 0<>/dev/virtio-ports/{SHELL_PORT} 1>&0 2>&1'
Restart=always
RestartSec=1
"""


class GuestError(Exception):
    pass


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Disk:
    """A writable copy of an image, larger than it (a card is), and the firmware's variables. Outlives a guest: power cycles."""

    def __init__(self, image, directory, size_mb=1536):
        self.path, self.variables = Path(directory) / "disk.img", Path(directory) / "vars.fd"
        subprocess.check_call(["cp", "--sparse=always", str(image), str(self.path)])
        os.truncate(self.path, size_mb * 1024 * 1024)
        # How QEMU opens the disk and the variables: a test of power cuts logs each write.
        self.storage, self.flash = f"format=raw,cache=writeback,file={self.path}", f"format=raw,file={self.variables}"
        if (OVMF / "OVMF_VARS_4M.fd").exists():
            shutil.copy(OVMF / "OVMF_VARS_4M.fd", self.variables)

    def offset(self, name):
        """Where the partition with a GPT name begins, in bytes."""
        table = json.loads(subprocess.check_output(["sfdisk", "-J", str(self.path)], stderr=subprocess.DEVNULL))
        return next(p["start"] * 512 for p in table["partitiontable"]["partitions"] if p.get("name") == name)

    def copy_slot(self):
        """B becomes as A: an image ships with one of the two."""
        with open(self.path, "r+b") as disk:
            for name in ("boot", "root"):
                begin, end = self.offset(f"{name}_a"), self.offset(f"{name}_b")
                disk.seek(begin)
                content = disk.read(end - begin)
                disk.seek(end)
                disk.write(content)

    def put(self, content, name, partition="owner"):
        """Writes a file, text or bytes, on a FAT partition, as the owner's PC would."""
        with tempfile.NamedTemporaryFile() as file:
            file.write(content if isinstance(content, bytes) else content.encode())
            file.flush()
            subprocess.check_call(["mcopy", "-o", "-i", f"{self.path}@@{self.offset(partition)}", file.name, f"::{name}"])

    def get(self, name, partition="owner"):
        return subprocess.check_output(["mtype", "-i", f"{self.path}@@{self.offset(partition)}", f"::{name}"]).decode(errors="replace")

    def delete(self, name, partition="owner"):
        subprocess.check_call(["mdel", "-i", f"{self.path}@@{self.offset(partition)}", f"::{name}"])

    def data_file(self, name):
        """A file of the data partition while no machine runs, as far as it was synced; empty when there is none."""
        return subprocess.run(["debugfs", "-R", f"cat {name}", f"{self.path}?offset={self.offset('data')}"],
                              capture_output=True, check=False).stdout.decode(errors="replace")


class Guest:
    def __init__(self, disk, log, arch="amd64", memory=768, extra=(), append="", units=None, kernel=None, steady=False, network=""):
        """extra: more QEMU arguments; append: kernel arguments; units: name -> text of systemd units to run in the guest;
        kernel: (Image, initramfs, command line, device tree) for a board without firmware in QEMU; network: more of it; steady: one processor
        and no hardware watchdog, for a host so busy that it would bite (processors of one guest wait for each other)."""
        self.http_port, self.started, self.console = free_port(), time.monotonic(), b""
        self._directory = tempfile.mkdtemp()
        # Connected from the beginning: at a port without a peer the shell reads its end, again and again.
        self._shell, port = socket.socketpair()
        self._has_shell = False
        credentials = {"systemd.extra-unit.test-shell.service": SHELL_UNIT,
                       "systemd.unit-dropin.sysinit.target": "[Unit]\nWants=test-shell.service\n"}
        for name, text in (units or {}).items():
            credentials[f"systemd.extra-unit.{name}"] = text
        wants = " ".join(units or {})
        if wants:
            credentials["systemd.unit-dropin.multi-user.target"] = f"[Unit]\nWants={wants}\n"
        arguments = [*self._machine(arch, disk, credentials, append, kernel),
                     *(["-accel", "tcg,thread=multi,tb-size=256", "-smp", "1", "-action", "watchdog=none"] if steady else
                       ["-accel", "tcg,thread=multi,tb-size=256", "-smp", "2"]), "-m", str(memory), "-nodefaults", "-display", "none",
                     "-no-reboot", "-serial", "stdio", "-monitor", f"unix:{self._directory}/monitor,server=on,wait=off",
                     "-drive", f"if=none,id=disk,{disk.storage}", "-device", "virtio-blk-pci,drive=disk",
                     "-netdev", f"user,id=lan,restrict=on,hostfwd=tcp:127.0.0.1:{self.http_port}-:80{network}",
                     "-device", "virtio-net-pci,netdev=lan,romfile=", "-device", "virtio-rng-pci", "-device", "virtio-serial-pci",
                     "-chardev", f"socket,id=shell,fd={port.fileno()}",
                     "-device", f"virtserialport,chardev=shell,name={SHELL_PORT}", *extra]
        self._log = open(log, "ab")
        self._log.write(b"\n===== " + " ".join(arguments).encode() + b"\n")
        self._log.flush()
        with port:
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[port.fileno()])
        os.set_blocking(self.process.stdout.fileno(), False)

    @staticmethod
    def _machine(arch, disk, credentials, append, kernel):
        encoded = {name: base64.b64encode(text.encode()).decode() for name, text in credentials.items()}
        if arch == "amd64":
            strings = [f"io.systemd.credential.binary:{name}={text}" for name, text in encoded.items()]
            strings.append(f"io.systemd.stub.kernel-cmdline-extra=console=ttyS0,115200 {append}".strip())
            smbios = [a for s in strings for a in ("-smbios", "type=11,value=" + s.replace(",", ",,"))]
            return ["qemu-system-x86_64", "-M", "q35", "-cpu", "max", *smbios, "-device", "i6300esb",
                    "-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF}/OVMF_CODE_4M.fd",
                    "-drive", f"if=pflash,unit=1,{disk.flash}"]
        image, initramfs, command_line, tree = kernel
        given = " ".join(f"systemd.set_credential_binary={name}:{text}" for name, text in encoded.items())
        return ["qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a76", "-kernel", str(image), "-initrd", str(initramfs),
                *(["-dtb", str(tree)] if tree else []), "-append", f"{command_line} console=ttyAMA0 {given} {append}".strip()]

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def pump(self, wait=0.05):
        """Takes what the guest wrote on its console. False when it ended."""
        if select.select([self.process.stdout], [], [], wait)[0]:
            data = self.process.stdout.read()
            if data:
                self.console += data
                self._log.write(data)
                self._log.flush()
            elif self.process.poll() is not None:
                return False
        return True

    def wait_console(self, pattern, timeout=240):
        """The match of a pattern in what the console showed since the start, or None."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            alive = self.pump()
            if match := re.search(pattern.encode(), self.console):
                return match
            if not alive:
                return None
        return None

    def wait_exit(self, timeout=120):
        """Whether the machine ended (a reboot ends it) in time."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if not self.pump():
                return True
        return False

    def http(self, path, timeout=240, headers=None, accept=lambda status, body: status == 200):
        """GET through the guest's port 80 until accept(status, body): (status, body, headers)."""
        until, last = time.monotonic() + timeout, None
        while time.monotonic() < until and self.pump(0.01):
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{self.http_port}{path}", headers=headers or {})
                with urllib.request.urlopen(request, timeout=10) as reply:
                    last = reply.status, reply.read(), reply.headers
            except urllib.error.HTTPError as error:
                last = error.code, error.read(), error.headers
            except OSError as error:
                last = 0, str(error).encode(), {}
            if last[0] and accept(*last[:2]):
                return last
            self.pump(0.3)
        raise GuestError(f"GET {path}: {last and last[:2]} after {self.seconds:.0f} s")

    def run(self, command, timeout=60, check=True):
        """Runs a command as root in the guest; its output, both streams."""
        self._connect(timeout)
        marker = f"END{os.urandom(4).hex()}"
        self._shell.sendall(f"{{ {command}\n}} </dev/null; echo {marker} $?\n".encode())
        answer, until = b"", time.monotonic() + timeout
        while time.monotonic() < until:
            alive = self.pump(0.01)
            if select.select([self._shell], [], [], 0.05)[0]:
                answer += self._shell.recv(65536)
            if match := re.search(rb"(?s)(.*)" + marker.encode() + rb" (\d+)\s", answer):
                text, status = match[1].decode(errors="replace").strip(), int(match[2])
                if check and status:
                    raise GuestError(f"'{command}' in the guest: status {status}: {text[-2000:]}")
                return text
            if not alive:
                break
        raise GuestError(f"'{command}' in the guest did not end in {timeout} s; so far {answer[-500:]!r}")

    def send(self, command):
        """Gives a command to the guest that ends its shell."""
        self._connect(60)
        self._shell.sendall(command.encode() + b"\n")

    def _connect(self, timeout):
        """A shell is there when it answered the last of the questions; those before it may be waiting, or lost."""
        until, asked, again, answer = time.monotonic() + max(timeout, 240), 0, 0.0, b""
        while not self._has_shell and time.monotonic() < until and self.pump():
            if time.monotonic() >= again:
                asked, again = asked + 1, time.monotonic() + 30
                with contextlib.suppress(BrokenPipeError):
                    self._shell.sendall(f"echo SHELL$(({asked})).\n".encode())
            if select.select([self._shell], [], [], 0)[0]:
                answer += self._shell.recv(65536)
            self._has_shell = f"SHELL{asked}.".encode() in answer
        if not self._has_shell:
            raise GuestError("no shell in the guest" if self.process.poll() is None else "the guest ended; its last words are in the log")

    def monitor(self, line):
        """An order to QEMU itself."""
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.settimeout(60)
            # Right after the start it is not there yet.
            while monitor.connect_ex(f"{self._directory}/monitor"):
                if not self.pump():
                    raise GuestError("no QEMU: its words are in the log")
            for order in (b"", line.encode() + b"\n"):
                monitor.sendall(order)
                answer = b""
                while b"(qemu)" not in answer:
                    answer += monitor.recv(4096)

    def restarted_by(self, command, timeout=240):
        """Gives a command that makes the machine start anew, within the same QEMU (`-action reboot=reset`): after how many seconds its
        firmware did, or None. What runs then has a shell of its own."""
        self.console, begin = b"", time.monotonic()
        self.send(command)
        match = self.wait_console("BdsDxe: starting", timeout)
        seconds = time.monotonic() - begin
        self._has_shell = False
        return seconds if match else None

    def kill(self):
        """A power cut."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.pump(0)
        self.close()

    def power_off(self, timeout=60):
        """A clean end, in the guest's own way."""
        try:
            self.send("systemctl poweroff")
        except (GuestError, OSError):
            pass
        ended = self.wait_exit(timeout)
        self.kill()
        return ended

    def close(self):
        self._shell.close()
        self._log.close()
        shutil.rmtree(self._directory, ignore_errors=True)
