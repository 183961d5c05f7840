"""What the owner lays on the card, as a PC would write it."""
import io
import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

SECTOR = 512
ADMIN = "skipper"


def appliance(number):
    """appliance.json and its secrets: each begins two bytes before the end of a sector, the last with its second letter across it."""
    secrets = [f"harbour-password-{number}", f"passphrase-of-the-boat-{number}"]
    leads = ['  "wifi": { "country": "FI",\n    "client": { "ssid": "Harbour", "password": "', '" },\n    "accessPoint": { "password": "']
    end = '" } }\n}\n'
    if number > 1:
        secrets.append(f"pässword-of-the-skipper-{number}")
        leads.append('" } },\n  "admin": { "user": "%s", "password": "' % ADMIN)
    text = '{\n  "boat": "Boat %d",\n  "timeZone": "Europe/Helsinki",\n' % number
    for lead, secret in zip(leads, secrets):
        opening, _, last = lead.rpartition("\n")
        text += f"{opening}\n    // "
        text += "." * ((SECTOR - 3 - len((text + last).encode())) % SECTOR) + "\n" + last
        assert len(text.encode()) % SECTOR == SECTOR - 2
        text += secret
    return (text + end).encode(), [secret.encode() for secret in secrets]


def restore(port):
    """A directory of the peer, zipped: a receiver whose sentences are recorded, and the settings of a plugin that is off."""
    files = {
        "settings.json": {"pipedProviders": [{"id": "gps", "enabled": True, "pipeElements": [{"type": "providers/simple", "options": {
            "type": "NMEA0183", "logging": True, "subOptions": {"type": "serial", "device": port, "baudrate": 4800}}}]}]},
        "plugin-config-data/power-settings.json": {"enabled": False, "configuration": {}},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, json.dumps(content))
    return out.getvalue()


class Card:
    """The owner's partition: of a disk, or alone in a file."""

    def __init__(self, path, offset=0):
        self._at = f"{path}@@{offset}"

    def put(self, name, content):
        with tempfile.NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            subprocess.run(["mmd", "-D", "s", "-i", self._at, f"::{name.rpartition('/')[0]}"], stderr=subprocess.DEVNULL)
            subprocess.check_call(["mcopy", "-o", "-i", self._at, file.name, f"::{name}"])

    def copy(self, directory):
        """Everything, with its times: what was acted upon is known by them."""
        subprocess.check_call(["mcopy", "-s", "-n", "-m", "-i", self._at, "::*", directory])

    def files(self):
        """Name and content of each."""
        with tempfile.TemporaryDirectory() as directory:
            self.copy(directory)
            top = Path(directory)
            return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}
