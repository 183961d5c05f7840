"""The machine whose updates are tested, over its power cycles."""
import http.client
import json
import re
import resource
import shlex
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import bundles
import gps
import pi
from guest import Disk, Guest, GuestError

CHOOSER = "/usr/lib/signalk/update/bootchooser"
SHOP = "10.0.2.100"
APPLIANCE = """{ "boat": "Test Boat", "update": { "healthSeconds": %d },
  "ports": [ { "name": "gps", "device": "%s", "baud": 4800 } ] }
"""


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Failed(Exception):
    pass


def sure(ok, what):
    if not ok:
        raise Failed(what)


class Boat:
    """Beside its disk it has one with bundles, at /mnt, a stick to plug in, a GPS receiver, and a web server with bundles at SHOP."""

    # Detours of the kernel around faults of processors that nobody emulates.
    FASTER = "mitigations=off"
    # Of a trial. On arm64, which takes longer for everything, the server has the whole minute for its first answer that a unit gives it.
    HEALTH_SECONDS = {"pc": 15, "rpi5": 90}
    # For what takes a guest its longest: a start, an installation.
    PATIENCE = {"pc": 900, "rpi5": 1800}

    def __init__(self, image, keys, log, board):
        self.directory, self.log, self.board = Path(tempfile.mkdtemp(dir=log.parent)), log, board
        log.unlink(missing_ok=True)
        self.shelf = log.parent / f"bundles-{board}"
        about = bundles.make(image, keys, self.shelf, board)
        self.version, self.bundles = about["version"], about["bundles"]
        self.patience = self.PATIENCE[board]
        self.receiver = gps.Receiver(f"{self.directory}/gps")
        self.disk = Disk(image, self.directory)
        # A cut takes QEMU and not the host: what QEMU has written is there, with an fsync or without.
        self.disk.storage = f"format=raw,cache=unsafe,file={self.disk.path}"
        self.disk.put(APPLIANCE % (self.HEALTH_SECONDS[board], self.receiver.DEVICE), "signalk/appliance.json")
        self.firmware = pi.Firmware(self.disk, processors=1) if board == "rpi5" else None
        self.guest, self.cookie, self.starts = None, None, 0
        self.receiver.start()

    def close(self):
        if self.guest:
            self.cut()
        self.receiver.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self):
        kernel = self.firmware.load(self.directory) if self.firmware else None
        shop = f",guestfwd=tcp:{SHOP}:80-cmd:{sys.executable} {Path(__file__).with_name('serve.py')} {self.shelf}"
        self.guest = Guest(self.disk, self.log, arch="arm64" if self.firmware else "amd64", kernel=kernel, steady=True, network=shop,
                           append=self.FASTER, extra=[
            "-drive", f"file={self.shelf / 'shelf.img'},if=none,id=store,format=raw,readonly=on", "-device", "virtio-blk-pci,drive=store",
            *self.receiver.arguments, "-drive", f"file={self.shelf / 'stick.img'},if=none,id=stick,format=raw,readonly=on"])
        self.starts += 1
        self._used = cpu_seconds()

    def plug_in(self):
        self.guest.monitor("device_add usb-storage,id=plugged,bus=usb.0,drive=stick,removable=on")

    def pull_out(self):
        self.guest.monitor("device_del plugged")

    def run(self, command, timeout=180, **options):
        return self.guest.run(command, timeout=timeout, **options)

    def named(self, bundle):
        """How messages name it, as a pattern."""
        return "version " + re.escape(self.bundles[bundle])

    def about(self):
        """What the root that runs says of itself, as soon as there is one."""
        return json.loads(self.run("cat /usr/lib/signalk/image.json", timeout=self.patience))

    def settled(self):
        """The start is over: an owner can do nothing earlier."""
        self.get("/skServer/health")

    def cut(self):
        """The power goes."""
        self._end(cut=True)

    def _end(self, cut=False):
        self.guest.kill()
        print(f"info start {self.starts}: {self.guest.seconds:.0f} s, {cpu_seconds() - self._used:.0f} s of CPU", flush=True)
        if self.firmware:
            self.firmware.ended(self.guest, cut)
        self.guest = None

    def restarted(self):
        """The machine restarts by itself."""
        sure(self.guest.wait_exit(self.patience), f"no restart in {self.patience} s")
        self._end()

    def get(self, path, **options):
        return json.loads(self.guest.http(path, timeout=self.patience, headers=self.cookie, **options)[1])

    def running(self, version, slot, message=None, state=None):
        """A running system: version and slot, committed, the server's own words over HTTP, and the owner's message wherever he looks."""
        about = self.about()
        sure(about["version"] == version, f"{about['version']} runs, {version} should")
        self.run(f"until ! {CHOOSER} is-trial; do sleep 1; done", timeout=self.patience)
        slots = self.run(f"{CHOOSER} get-current; {CHOOSER} get-primary", timeout=120).split()
        sure(slots == [slot, slot], f"slots {slots}, {slot} should run and be committed")
        self.get("/skServer/health")
        if message:
            self.told(message, state)

    def told(self, message, state):
        """The message is in the status, in RESULT.txt, in the log and on the page; a bad one also among the faults and the notifications."""
        self.eventually(lambda: self._not_told(message, state))

    def eventually(self, what_is_missing, timeout=180):
        until = time.monotonic() + timeout
        while missing := what_is_missing():
            sure(time.monotonic() < until, missing)
            self.guest.pump(3)

    def _not_told(self, message, state):
        places = {"status": self.run("signalk device update status", check=False),
                  "RESULT.txt": " ".join(self.run("cat /boot/owner/signalk/RESULT.txt").split()),
                  "the log": self.run(f"journalctl -b --no-pager -o cat | grep -E {shlex.quote(message)}", check=False),
                  **self.told_by_server()}
        page = json.dumps(self.get("/skServer/update"))
        for place, text in {**places, "the page": page}.items():
            if is_bad(state) or place not in ("the faults", "the notification"):
                if not re.search(message, text):
                    return f"{place} does not say {message!r} but {text[-600:]!r}"
            elif re.search(message, text):
                return f"{place} says {text!r}, which is no news"
        return "" if state in places["status"] and state in page else f"the state is not {state!r}: {places['status']!r}, {page!r}"

    def told_by_server(self):
        faults = [fault for fault in self.get("/skServer/health")["faults"] if fault["key"] == "device:update"]
        notification = self.get("/signalk/v1/api/vessels/self/notifications/server/update", accept=lambda status, _: status in (200, 404))
        value = notification.get("value", {}) if isinstance(notification, dict) else {}
        return {"the faults": "".join(fault["message"] for fault in faults),
                "the notification": value.get("message", "") if value.get("state") in ("alert", "warn") else ""}

    def install(self, name):
        """An update that restarts the machine when it is in its slot."""
        self.mounted()
        self.run(f"systemd-run --quiet --unit=test-update signalk device update install /mnt/{name}.raucb")

    def mounted(self):
        self.run("mountpoint -q /mnt || mount -o ro /dev/vdb /mnt")

    def other_slots_content(self):
        """As far as it takes to see that it was written."""
        slot = self.other_slot().lower()
        return self.run(f"for name in boot_{slot} root_{slot}; do head -c 4M /dev/signalk/$name | sha256sum; done")

    def claim(self):
        """Makes the owner's account, with the code of RESULT.txt."""
        if self.cookie:
            return
        code = self.run("until cat /run/signalk-device/claim-code 2>/dev/null; do sleep 1; done", timeout=self.patience).strip()
        self.get("/skServer/health")
        answer = self.post("/skServer/claim", json.dumps({"code": code, "username": "owner", "password": "a-password-for-tests"}).encode(), "application/json")
        self.cookie = {"Cookie": "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])}

    def post(self, path, body, kind):
        """The answer, whatever it says."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.guest.http_port}{path}", body, {"Content-Type": kind, **(self.cookie or {})})
        try:
            return urllib.request.urlopen(request, timeout=self.patience)
        except urllib.error.HTTPError as error:
            return error

    def announce(self, length):
        """What the page says to an upload before the first byte of it."""
        self.claim()
        connection = http.client.HTTPConnection("127.0.0.1", self.guest.http_port, timeout=self.patience)
        connection.putrequest("POST", "/skServer/update")
        for name, value in {"Content-Type": "application/octet-stream", "Content-Length": str(length), **self.cookie}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def order(self, body, kind="application/json"):
        """What the page says when it is given a bundle, or told where there is one."""
        self.claim()
        answer = self.post("/skServer/update", json.dumps(body).encode() if kind == "application/json" else body, kind)
        return answer.status, answer.read().decode()

    def other_slot(self):
        """Where an update goes."""
        return "B" if self.run(f"{CHOOSER} get-current") == "A" else "A"

    def under_way(self):
        """The instruments are on, and the server has heard of them."""
        self.receiver.talks = True
        self.eventually(lambda: self._missing(True))

    def in_harbour(self):
        """The instruments are off since before the unit was switched on."""
        if self.receiver.talks:
            self.receiver.talks = False
            self.cut()
            self.start()
        self.eventually(lambda: self._missing(False))

    def _missing(self, talks):
        inputs = {c["id"]: (c["state"], c["lastFrameAgeMs"]) for c in self.get("/skServer/health")["connections"]}
        state, age = inputs.get("gps", ("missing", None))
        return "" if state == "running" and (age is not None) == talks else f"inputs are {inputs}"

    def explain(self):
        """What a machine that is not as it should be knows, for whoever reads the log; the next case starts from power-on."""
        if self.guest is None:
            return
        try:
            journal = self.run("journalctl -b --no-pager -o short-monotonic | tail -n 800", timeout=60, check=False)
            self.log.with_suffix(".journal").write_text(journal)
        except GuestError:
            pass
        self.cut()

    def percent(self):
        answer = self.run("busctl get-property de.pengutronix.rauc / de.pengutronix.rauc.Installer Progress", check=False)
        found = re.match(r'\(isi\) (\d+)', answer)
        return int(found[1]) if found else 0

    def progress(self, target):
        until = time.monotonic() + self.patience
        while (percent := self.percent()) < target or percent == 100 and target < 100:
            sure(time.monotonic() < until, f"the installation is not at {target} %")
            time.sleep(0.5)
        return percent


def is_bad(state):
    return state != "committed"


class BareBoat(Boat):
    """Of an image without the server (BINARY=none): slots, RAUC and the firmware are all there is to see, and the test is the gate."""

    def settled(self):
        self.about()

    def running(self, version, slot, message=None, state=None):
        about = self.about()
        sure(about["version"] == version, f"{about['version']} runs, {version} should")
        slots = self.run(f"{CHOOSER} get-current; {CHOOSER} get-primary").split()
        sure(slots == [slot, slot], f"slots {slots}, {slot} should run and be committed")

    def install(self, name):
        self.mounted()
        self.run(f"systemd-run --quiet --unit=test-update sh -c 'rauc install /mnt/{name}.raucb && systemctl reboot'")
