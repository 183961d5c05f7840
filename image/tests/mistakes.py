"""Twenty kinds of mistake in appliance.json: the kind, the file, and what RESULT.txt must say of it."""


def file(lines, number):
    """What comes after the mistake applies: the MMSI, another each time."""
    return ("{\n" + lines + f'\n "mmsi": "{mmsi(number)}"\n}}\n').encode()


def mmsi(number):
    return str(230099900 + number)


# The texts are those of the tests of `signalk device apply`, which know 58 kinds.
LINES = [
    ("a comma forgotten", ' "boat": "Aura" ', "line 2, column 16, boat: a comma is missing after the value of boat"),
    ("a name without quotes", ' boat: "Aura", ', 'line 2, column 2, boat: names stand in quotes: write "boat"'),
    ("quotes of a word processor", " “boat”: “Aura”, ", 'line 2, column 2: this is a quote for print (“): write " at both ends'),
    ("a text without an end", ' "boat": "Aura, ', "line 2, column 10: a quote is missing at the end of this text"),
    ("a name twice", ' "boat": "Old", "boat": "Aura", ', "line 2, column 17, boat: is there twice"),
    ("a name misspelt", ' "boat": "Aura", "timezone": "UTC", ', 'line 2, column 18, timezone: is not known: write "timeZone"'),
    ("a value missing", ' "boat": "Aura", "timeZone": , ', "line 2, column 30, timeZone: there is no value here"),
    ("a wrong kind of value", ' "boat": "Aura", "wifi": true, ', "line 2, column 26, wifi: found true: write a group in { }"),
    ("a city for a time zone", ' "boat": "Aura", "timeZone": "Berlin", ', 'line 2, column 31, timeZone: "Berlin" is no time zone: write "Europe/Berlin"'),
    ("an address without its length", ' "network": {"address": "192.168.1.5"}, ', "network.address: the length of the network is missing or wrong"),
    ("a gateway elsewhere", ' "network": {"address": "192.168.1.5/24", "gateway": "10.0.0.1"}, ', "network.gateway: 10.0.0.1 is not in the network of 192.168.1.5/24"),
    ("a Wi-Fi without country", ' "wifi": {"client": {"ssid": "Marina", "open": true}}, ', "wifi.country: the country is missing"),
    ("a Wi-Fi password too short", ' "wifi": {"country": "FI", "client": {"ssid": "Marina", "password": "short"}}, ', "wifi.client.password: a Wi-Fi password has 8 to 63"),
    ("a port to nowhere", ' "ports": [{"name": "gps"}], ', 'ports[1].name: "gps" is connected to nothing'),
    ("a device of Windows", ' "ports": [{"name": "gps", "device": "COM3"}], ', 'ports[1].device: "COM3" is no device'),
    ("an odd bit rate", ' "ports": [{"name": "n2k", "can": "can0", "bitrate": 250001}], ', "ports[1].bitrate: 250001 is no usual bit rate"),
    ("a password that anybody tries", ' "admin": {"password": "raspberry"}, ', "admin.password: this password is the first that anybody would try"),
]
KINDS = [(kind, file(lines, number), named, mmsi(number)) for number, (kind, lines, named) in enumerate(LINES)] + [
    ("an empty file", b"", "appliance.json: the file is empty", None),
    ("saved as UTF-16", b"\xff\xfe" + file(' "boat": "Aura", ', 18).decode().encode("utf-16-le"), 'saved as "Unicode" (UTF-16)', mmsi(18)),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "the file must begin with {", None),
]
