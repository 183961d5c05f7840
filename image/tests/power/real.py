"""A state started for real: the image's own programs in the image's root, on the directories that were left."""
import os
import shutil
import signal
import subprocess
import time

from guest import GuestError, free_port
from owner import APPLIANCE, RESULT
from workload import Client, Refused, found


class Root:
    """The image's root, where several states can be started at once, each below a directory of its own."""

    def __init__(self, tree):
        self.tree = tree
        for what, where, how in (("/dev", "dev", "--rbind"), ("proc", "proc", "-tproc"), ("run", "run", "-ttmpfs"), ("mnt", "mnt", "-ttmpfs")):
            subprocess.check_call(["mount", how, what, tree / where])
        slot = tree / "run/signalk-boot/slot"
        slot.parent.mkdir()
        slot.write_text("A\n")

    def close(self):
        subprocess.run(["umount", "-l", *(str(self.tree / where) for where in ("mnt", "run", "proc", "dev"))], stderr=subprocess.DEVNULL)


class Started:
    """`signalk device apply` and `signalk run` on a copy of a state."""

    def __init__(self, root, state, card):
        """state: a directory with signalk and device."""
        self._top = root.tree / "mnt" / str(os.getpid())
        shutil.rmtree(self._top, ignore_errors=True)
        for name in ("signalk", "device"):
            where = self._top / "data" / ("system/device" if name == "device" else name)
            if (state / name).exists():
                shutil.copytree(state / name, where, symlinks=True)
        for name in ("owner", "data/signalk"):
            (self._top / name).mkdir(parents=True, exist_ok=True)
        card.copy(self._top / "owner")
        self._root, self._inside, self.http_port = root, f"/mnt/{os.getpid()}", free_port()

    def apply(self):
        """What the owner's partition holds afterwards."""
        places = [argument for name in ("owner", "data", "run") for argument in (f"--{name}", f"{self._inside}/{name}")]
        done = subprocess.run(["chroot", self._root.tree, "/usr/bin/signalk", "device", "apply", *places], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        if done.returncode:
            raise GuestError(f"device apply: status {done.returncode}: {done.stdout.decode(errors='replace')[-500:]}")
        return {name: (self._top / "owner" / name).read_bytes() for name in (RESULT, APPLIANCE)}

    def pump(self, _):
        pass

    def found(self, ledger, moment):
        """Everything as the server tells it; None when nobody could log in yet."""
        log = open(self._top / "log", "wb")
        server = subprocess.Popen(["chroot", self._root.tree, "/usr/bin/env", f"SIGNALK_SAFE_MODE_FILE={self._inside}/run/safe-mode", "/usr/bin/signalk", "run",
                                   "--config", f"{self._inside}/data/signalk", "--port", str(self.http_port)], stdout=log, stderr=log)
        try:
            client = Client(self, lambda: moment, ledger)
            until = time.monotonic() + 40
            while True:
                try:
                    client.ask("GET", "/skServer/health")
                    break
                except (GuestError, Refused) as error:
                    if time.monotonic() > until or server.poll() is not None:
                        raise GuestError(f"the server does not answer: {error}; {(self._top / 'log').read_bytes()[-500:].decode(errors='replace')}") from error
                    time.sleep(0.1)
            try:
                client.log_in()
            except Refused:
                return None
            return self._found(client)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
            log.close()

    def _found(self, client):
        """Without what a plugin answers where plugins do not run: in safe mode."""
        runs, until = not (self._top / "run/safe-mode").exists(), time.monotonic() + 20
        while runs and client.ask("GET", "/plugins/power-ledger/stats")["state"] != "running":
            if time.monotonic() > until:
                raise GuestError("a plugin does not start")
            time.sleep(0.1)
        return {thing: value for thing, value in found(client).items() if runs or not thing.startswith("waypoint")}
