"""What a directory of a data partition holds, as the server would take it."""
import contextlib
import json
import re

from workload import OWNER, WAYPOINTS, package_mark, settings_mark, waypoint_mark

CLAIM = re.compile(r"Claim code:\s+([a-z2-9]{4}-[a-z2-9]{4})\b")


class Tree:
    """broken: JSON files that are none, and which a good generation stands in for (or nothing: then it is lost)."""

    def __init__(self, top):
        self.signalk, self.device, self.control, self.broken, self.lost = top / "signalk", top / "device", top / "control", [], []

    def json(self, path):
        """As DurableFile reads: the file, else its newest good generation. None: there is none."""
        if not path.exists():
            return None
        older = path.parent / ".generations"
        names = sorted((name for name in older.glob(f"{path.name}.*") if name.suffix[1:].isdigit()), reverse=True) if older.is_dir() else []
        for candidate in (path, *names):
            with contextlib.suppress(ValueError):
                return json.loads(candidate.read_bytes())
            self.broken.append(str(path))
        self.lost.append(str(path))
        return None

    def all_json(self):
        """Every one that the server keeps, so that broken ones are seen."""
        for path in (*self.signalk.glob("*.json"), *self.signalk.glob("plugin-config-data/*.json"), *self.device.glob("*.json")):
            self.json(path)

    def things(self):
        """What the ledger speaks of; None: not there."""
        data = self.signalk / "plugin-config-data"
        security, settings = self.json(self.signalk / "security.json") or {}, self.json(self.signalk / "settings.json") or {}
        ledger, own = self.json(data / "power-ledger.json") or {}, self.json(data / "power-settings.json") or {}
        deltas = self.json(self.signalk / "baseDeltas.json") or []
        reads = {"account": lambda: any(user["username"] == OWNER and user["password"] for user in security["users"]) or None,
                 "settings of a plugin": lambda: settings_mark(own["configuration"]),
                 "grants": lambda: settings["wasm"]["plugins"]["power-settings"]["grants"]["network"][0].split(".")[0],
                 "metadata": lambda: next(entry["value"]["displayName"] for delta in deltas for update in delta["updates"] for entry in update.get("meta", [])
                                          if entry["path"] == "navigation.speedOverGround"),
                 "package": self._package}
        reads |= {f"waypoint {waypoint}": lambda waypoint=waypoint: waypoint_mark(json.loads(
            (data / f"power-ledger/vfs/data/{waypoint}.json").read_text() or '{"name":"torn","feature":{"properties":{"note":""}}}')) for waypoint in WAYPOINTS}
        reads |= {f"mooring m{number}": lambda number=number: ledger["configuration"]["moorings"][f"m{number}"]["name"] for number in range(4)}
        return {thing: _or_none(read) for thing, read in reads.items()}

    def _package(self):
        about = self.signalk / "node_modules/power-web"
        number = package_mark([(about / f"public/{file}").read_bytes() for file in ("index.html", "a.js", "b.css")])
        return number if json.loads((about / "package.json").read_text())["version"] == f"1.0.{number}" else "torn"

    def recordings(self):
        """Name and content of each."""
        return {path.name: path.read_bytes() for path in sorted(self.signalk.glob("recordings/*.log"))}

    def device_state(self):
        return self.json(self.device / "state.json") or {}


def _or_none(read):
    try:
        return read()
    except (KeyError, TypeError, StopIteration, FileNotFoundError, NotADirectoryError, IndexError):
        return None
    except ValueError:
        return "torn"
