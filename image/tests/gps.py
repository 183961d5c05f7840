"""A GPS receiver on a serial port that is a socket: one position a second, moving east."""
import datetime
import socket
import threading
import time


def sentence(body):
    check = 0
    for character in body.encode():
        check ^= character
    return f"${body}*{check:02X}\r\n".encode()


class Receiver:
    LATITUDE, LONGITUDE = 60.1, 24.9
    # In a guest; the USB controller is at a fixed place for its sake.
    DEVICE = "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_1-0000:00:10.0-1-if00-port0"

    def __init__(self, path):
        self.arguments = ["-device", "qemu-xhci,id=usb,addr=0x10", "-chardev", f"socket,id=gps,path={path},server=on,wait=off",
                          "-device", "usb-serial,chardev=gps,bus=usb.0"]
        self._path, self._stop, self.talks = path, threading.Event(), True
        self._thread = threading.Thread(target=self._send, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._stop.set()
        self._thread.join(5)

    def _send(self):
        line, second = None, 0
        while not self._stop.wait(1):
            try:
                if line is None:
                    line = socket.socket(socket.AF_UNIX)
                    line.connect(self._path)
                    line.setblocking(False)
                if self._is_over(line):
                    line = None
                elif self.talks:
                    now = datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc)
                    minutes = 54 + second * 0.001
                    line.sendall(sentence(f"GPRMC,{now:%H%M%S}.00,A,6006.000,N,024{minutes:06.3f},E,5.0,90.0,{now:%d%m%y},,,A"))
                    second += 1
            except BlockingIOError:
                pass
            except OSError:
                line = None

    @staticmethod
    def _is_over(line):
        """Takes what the guest sends (its terminal's echo): QEMU as a whole stands still when nobody does. Whether that machine ended."""
        try:
            return not line.recv(65536)
        except BlockingIOError:
            return False
