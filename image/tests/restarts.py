"""What stands still or cannot come up starts anew by itself. For a machine that QEMU lets do so (`-action reboot=reset`), and whose slot B is as A."""
import json
import time
import urllib.error
import urllib.request

CHOOSER = "/usr/lib/signalk/update/bootchooser"
FAULTS = "/data/system/faults"
ACCOUNT = {"username": "owner", "password": "a-password-for-tests"}
# Of PID 1, so that nothing is left that could ask the hardware's watchdog to wait.
FREEZE = "echo 1 >/sys/fs/cgroup/init.scope/cgroup.freeze"
RESET_BY_CARD = 0x20  # WDIOF_CARDRESET


def restarts(test):
    test.guest.http("/skServer/health")
    server(test)
    claimed = post(test, "/skServer/claim", {"code": test.run("cat /run/signalk-device/claim-code"), **ACCOUNT})
    before = state(test)
    test.check("the unit is claimed", claimed == 200, claimed)

    test.guest.monitor("watchdog_action reset")
    seconds = test.guest.restarted_by(FREEZE)
    test.guest.monitor("watchdog_action none")
    test.check("PID 1 stands still: the hardware's watchdog resets the machine", seconds is not None, seconds and f"after {seconds:.0f} s")
    as_before(test, before, "A")
    status = test.run("cat /sys/class/watchdog/watchdog0/bootstatus")
    test.check("and it was that", int(status) & RESET_BY_CARD != 0, status)

    test.run(f"{CHOOSER} set-primary B")
    seconds = test.guest.restarted_by("kill -SEGV 1")
    test.check("PID 1 crashes: the machine restarts without a watchdog", seconds is not None, seconds and f"after {seconds:.0f} s")
    # As early as there is a shell: a start that does not come up.
    trial = test.run(f"cat /run/signalk-boot/slot; {CHOOSER} is-trial && echo trial", timeout=400, check=False)
    test.check("into the trial that was armed", trial == "B\ntrial", trial.replace("\n", " "))

    seconds = test.guest.restarted_by("systemctl emergency")
    test.check("a trial that ends in emergency restarts at once", seconds is not None and seconds < 45, seconds and f"after {seconds:.0f} s")
    as_before(test, before, "A")


def server(test):
    """As long as it says nothing to systemd; what it is stopped by cannot be caught."""
    pid = test.run("systemctl show -p MainPID --value signalk.service")
    begin = time.monotonic()
    # A fault is kept once in ten minutes; a host that many share may have made another of it.
    test.run(f"rm -f {FAULTS}/signalk.service.log; kill -STOP {pid}")
    test.until("the server stands still: systemd ends it", "systemctl show -p MainPID --value signalk.service", rf"^(?!{pid}$)[1-9]\d*")
    test.guest.http("/signalk")
    test.check("and it answers again", True, f"{time.monotonic() - begin:.0f} s after it stood still")
    kept = test.run(f"cat {FAULTS}/signalk.service.log", check=False)
    test.check("why is kept", kept.startswith("Result=watchdog") and "Watchdog timeout" in kept, kept[:60])


def post(test, path, body):
    request = urllib.request.Request(f"http://127.0.0.1:{test.guest.http_port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def state(test):
    """What is the unit's own."""
    return test.run("cat /etc/machine-id; grep wpa_passphrase /run/signalk-device/hostapd.conf; sha256sum </data/signalk/security.json")


def as_before(test, before, slot):
    test.guest.run("true", timeout=400)
    test.guest.http("/signalk", timeout=400)
    answer = post(test, "/signalk/v1/auth/login", ACCOUNT)
    now = test.run("cat /run/signalk-boot/slot /run/signalk-boot/data").split()
    test.check(f"it is up again by itself, from slot {slot}, with everything the owner had", now[0] == slot and now[1] != "recreated" and answer == 200
               and state(test) == before, f"data {now[1]}, login {answer}")
