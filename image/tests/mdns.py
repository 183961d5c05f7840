"""Asks by multicast DNS over a network card that is a pair of UDP sockets: QEMU's user network carries no multicast."""
import select
import socket
import struct
import time

OUR_MAC, GROUP_MAC = b"\x02\x00\x00\x00\x00\x07", b"\x01\x00\x5e\x00\x00\xfb"
OUR_ADDRESS, GROUP = socket.inet_aton("169.254.7.7"), socket.inet_aton("224.0.0.251")


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def encoded(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def query(name, kind):
    dns = struct.pack("!6H", 0, 0, 1, 0, 0, 0) + encoded(name) + struct.pack("!2H", kind, 1)
    udp = struct.pack("!4H", 5353, 5353, 8 + len(dns), 0) + dns
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 255, 17, 0, OUR_ADDRESS, GROUP)
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    return GROUP_MAC + OUR_MAC + b"\x08\x00" + ip + udp


def answer(frame):
    """The DNS message and the sender's address in an Ethernet frame, if it is an mDNS answer over IPv4."""
    if frame[12:14] != b"\x08\x00" or len(frame) < 42 or frame[23] != 17:
        return None
    head = (frame[14] & 15) * 4
    udp = frame[14 + head:]
    dns = udp[8:]
    if struct.unpack("!H", udp[:2])[0] != 5353 or len(dns) < 12 or not dns[2] & 0x80 or dns[6:8] == b"\0\0":
        return None
    return dns, socket.inet_ntoa(frame[26:30])


class Card:
    A, PTR = 1, 12

    def __init__(self, guest_port, our_port):
        self.guest = ("127.0.0.1", guest_port)
        self.arguments = ["-netdev", f"dgram,id=mdns,local.type=inet,local.host=127.0.0.1,local.port={guest_port},"
                          f"remote.type=inet,remote.host=127.0.0.1,remote.port={our_port}",
                          "-device", "virtio-net-pci,netdev=mdns,romfile="]
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", our_port))

    def ask(self, name, kind, accept, pump, timeout=60):
        """Asks every two seconds until accept(message): (message, sender's address), or None."""
        until, asked = time.monotonic() + timeout, 0
        while time.monotonic() < until:
            if time.monotonic() - asked > 2:
                asked = time.monotonic()
                try:
                    self.socket.sendto(query(name, kind), self.guest)
                except ConnectionRefusedError:
                    pass
            pump()
            while select.select([self.socket], [], [], 0.1)[0]:
                try:
                    found = answer(self.socket.recv(65536))
                except ConnectionRefusedError:
                    continue
                if found and accept(found[0]):
                    return found
        return None
