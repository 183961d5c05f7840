#!/usr/bin/env python3
"""The PC image with hardware that QEMU and the kernel simulate: two CAN cards on one bus, and three radios, of which one is the
unit's, one the marina's access point and one a phone's; a serial adapter that nobody named; HTTPS; watchdogs. Run inside the toolbox.

usage: hardware.py IMAGE LOG [server] [can] [wifi] [both] [restarts]
"""
import functools
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from checks import Checks
from gps import Receiver
from guest import Disk, Guest, GuestError
from restarts import restarts

APPLIANCE = """{
  "boat": "Test Boat",
  "https": "on",
  "wifi": { "country": "FI", "client": { "ssid": "Marina", "password": "anchor chain" }%s },
  "ports": [ { "name": "n2k", "can": "can0" }, { "name": "engines", "can": "can1", "bitrate": 125000 } ]
}
"""
CAN = ["-object", "can-bus,id=bus", "-device", "kvaser_pci,canbus=bus", "-device", "kvaser_pci,canbus=bus"]

# Shorter than an owner's.
TIMES = "[Service]\nEnvironment=WIFI_PATIENCE=30 WIFI_AGAIN=30 WIFI_TRY=40\n"

MARINA = """interface=wlan1
driver=nl80211
ssid=Marina
hw_mode=g
channel=%d
wpa=2
wpa_key_mgmt=WPA-PSK
rsn_pairwise=CCMP
wpa_passphrase=%s
"""


class Test:
    def __init__(self, guest):
        self.guest, self.run, self.check = guest, guest.run, Checks("image-test-hardware")

    def until(self, name, command, pattern, timeout=150):
        """A command whose answer becomes what it should be."""
        end, answer = time.monotonic() + timeout, ""
        while time.monotonic() < end:
            answer = self.run(command, timeout=90, check=False)
            if match := re.search(pattern, answer):
                self.check(name, True, match[0].replace("\n", " ")[:100])
                return True
            time.sleep(1)
        self.check(name, False, answer[-300:])
        return False

    def write(self, path, text):
        self.run(f"mkdir -p $(dirname {path}); cat >{path} <<'EOF'\n{text}\nEOF")


def can(test):
    test.until("can0 comes up by itself at NMEA 2000's rate", "ip -d link show can0", r"(?s)UP.*can state ERROR-ACTIVE.*restart-ms 100.*bitrate 250000")
    test.until("can1 at the rate that ports says", "ip -d link show can1", r"(?s)UP.*restart-ms 100.*bitrate 125000")
    got = test.run("candump -n 1 -T 10000 can0 & sleep 1; cansend can1 18FEEE00#DEADBEEF; wait", timeout=30, check=False)
    test.check("a frame goes from card to card", "DE AD BE EF" in got, got.strip())
    test.run("ip link add vcan0 type vcan")
    test.until("vcan0 comes up by itself", "ip link show vcan0", r"vcan0: <[^>]*UP")
    _, body, _ = test.guest.http("/skServer/health", timeout=120, accept=lambda status, body: status == 200 and b"vcan0" in body)
    links = {link["name"]: link for link in json.loads(body)["can"]}
    test.check("the server shows them", links["can0"]["state"] == "up" and links["can0"]["framesIn"] > 0, json.dumps(links["can0"]))
    providers = json.loads(test.run("cat /data/signalk/settings.json"))["pipedProviders"]
    test.check("the connections are upstream's", [p["pipeElements"][0]["options"]["subOptions"]["interface"] for p in providers] == ["can0", "can1"])


def server(test):
    test.until("HTTPS on port 443, with a certificate of the unit's own", "busybox wget --no-check-certificate -T 10 -qO- https://127.0.0.1/signalk", r"wss://127\.0\.0\.1/signalk/v1/stream")
    def heard(body):
        return [c["address"] for c in json.loads(body)["connections"] if c.get("address", "").startswith(Receiver.DEVICE) and c["lastFrameAgeMs"] is not None]

    _, body, _ = test.guest.http("/skServer/health", accept=lambda status, body: status == 200 and heard(body))
    test.check("a serial adapter is found, by the name that stays, and heard", True, heard(body)[0])
    test.until("announced: plain and secure", "cat /etc/avahi/services/signalk.service", r"(?s)_signalk-ws._tcp.*_signalk-https._tcp.*3443.*_signalk-wss._tcp")


def marina(test, channel, password):
    test.write("/run/marina.conf", MARINA % (channel, password))
    test.run("systemctl stop marina.service 2>/dev/null; systemd-run -q --unit=marina ip netns exec marina hostapd /run/marina.conf", timeout=90)


def phone(test, ssid, password):
    test.write("/run/phone.conf", f'network={{\n ssid="{ssid}"\n psk="{password}"\n key_mgmt=WPA-PSK\n}}')
    test.run("systemctl stop phone.service 2>/dev/null; systemd-run -q --unit=phone ip netns exec phone wpa_supplicant -c /run/phone.conf -i wlan2", timeout=90)


def radios(test):
    test.write("/run/systemd/system/signalk-wifi.service.d/times.conf", TIMES)
    test.run("systemctl daemon-reload; modprobe mac80211_hwsim radios=3; udevadm settle; ip netns add marina; ip netns add phone; "
             "iw phy $(cat /sys/class/net/wlan1/phy80211/name) set netns name marina; iw phy $(cat /sys/class/net/wlan2/phy80211/name) set netns name phone; "
             "ip -n marina addr add 10.99.0.1/24 dev wlan1; ip -n phone addr add 10.42.0.77/24 dev wlan2; "
             "systemd-run -q --unit=marina-dhcp ip netns exec marina dnsmasq --keep-in-foreground --port=0 --interface=wlan1 "
             "--dhcp-range=10.99.0.10,10.99.0.50 --conf-file=/dev/null --dhcp-leasefile=/run/marina.leases", timeout=120)


def apply(test, access_point):
    test.write("/tmp/appliance.json", APPLIANCE % access_point)
    test.run("mount -o remount,rw,sync /boot/owner; cat /tmp/appliance.json >/boot/owner/signalk/appliance.json; systemctl start signalk-device-change.service", timeout=180)


def own_wifi(test):
    """Name and password of the unit's own; with the radios in the air and nobody at the marina."""
    if "wlan0" not in test.run("ls /sys/class/net"):
        radios(test)
    test.run("systemctl stop marina.service phone.service", timeout=90, check=False)
    own = dict(re.findall(r"^(ssid2|wpa_passphrase)=(.*)$", test.run("cat /run/signalk-device/hostapd.conf"), re.M))
    return bytes.fromhex(own["ssid2"]).decode(), own["wpa_passphrase"]


def wifi(test):
    name, password = own_wifi(test)
    apply(test, "")
    test.until("the marina is out of reach: the unit's own Wi-Fi", "iw dev wlan0 info", r"ssid " + re.escape(name) + r"\s+type AP")
    test.until("the country holds", "iw reg get", r"(?s)global\s*country FI")
    test.until("RESULT.txt tells", "cat /boot/owner/signalk/RESULT.txt", r"\"Marina\" is not in reach")
    phone(test, name, password)
    test.until("a phone joins", "ip netns exec phone iw dev wlan2 link", r"Connected to")
    test.until("it gets an address", "ip netns exec phone busybox udhcpc -i wlan2 -n -q -s /bin/true 2>&1", r"10\.42\.0\.\d+")
    test.until("it sees the page", "ip netns exec phone busybox wget -T 5 -qO- http://10.42.0.1/signalk", r"signalk-http")

    marina(test, 6, "anchor chain")
    time.sleep(75)
    seconds = re.search(r"connected time:\s+(\d+)", test.run("iw dev wlan0 station dump"))
    test.check("the marina is back: nobody is cut off", bool(seconds) and int(seconds[1]) > 60, seconds and f"{seconds[1]} s")
    test.run("systemctl stop phone.service", timeout=90)
    test.until("the phone is gone: the marina is joined", "iw dev wlan0 link; ip -o addr show dev wlan0", r"(?s)SSID: Marina.*10\.99\.0\.\d+", timeout=240)
    test.until("RESULT.txt has forgotten it", "grep -c 'not in reach' /boot/owner/signalk/RESULT.txt", r"^0$")

    marina(test, 6, "another secret")
    test.until("the password changed: the unit's own again", "iw dev wlan0 info", r"type AP", timeout=240)
    test.until("RESULT.txt asks for it", "cat /boot/owner/signalk/RESULT.txt", r"\"Marina\" refused this unit")


def both(test):
    name, password = own_wifi(test)
    marina(test, 11, "anchor chain")
    apply(test, ', "accessPoint": { "enabled": true }')
    test.until("both at once: the marina", "iw dev wlan0 link", r"SSID: Marina", timeout=240)
    test.until("both at once: the unit's own, on the marina's channel", "iw dev ap0 info", r"(?s)ssid .*type AP.*channel 11 ", timeout=120)
    phone(test, name, password)
    test.until("a phone joins that", "ip netns exec phone iw dev wlan2 link; ip netns exec phone busybox wget -T 5 -qO- http://10.42.0.1/signalk", r"(?s)Connected to.*signalk-http")
    broken = test.run("systemctl --failed --no-legend --plain", check=False)
    test.check("no unit failed", not broken, broken)


def main():
    image, log = Path(sys.argv[1]), Path(sys.argv[2])
    directory = tempfile.mkdtemp(dir=log.parent)
    log.unlink(missing_ok=True)
    disk = Disk(image, directory)
    disk.put(APPLIANCE % "", "signalk/appliance.json")
    disk.copy_slot()
    receiver = Receiver(f"{directory}/gps")
    receiver.start()
    guest = Guest(disk, log, extra=[*CAN, *receiver.arguments, "-action", "reboot=reset,watchdog=none"])
    test = Test(guest)
    try:
        guest.run("true", timeout=400)
        for name in sys.argv[3:] or ("server", "can", "wifi", "both", "restarts"):
            test.check.guard(name, functools.partial(globals()[name], test))
        if test.check.failed:
            log.with_suffix(".journal").write_text(guest.run("journalctl -b --no-pager -o short-monotonic | tail -n 1500", timeout=120, check=False))
    except GuestError as error:
        test.check("the machine lives", False, error)
    finally:
        print(f"info {guest.seconds:.0f} s in all; console in {log}")
        receiver.stop()
        guest.kill()
        shutil.rmtree(directory, ignore_errors=True)
    test.check.end()


if __name__ == "__main__":
    main()
