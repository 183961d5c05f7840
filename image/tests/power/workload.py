"""Writes through the real API, each entered in the ledger as it is sent and as it is acknowledged."""
import http.client
import io
import json
import tarfile
import time
import uuid

from guest import GuestError

OWNER, PASSWORD = "owner", "a-password-for-tests"
WAYPOINTS = [str(uuid.UUID(int=0x11111111_1111_4111_8111_000000000000 + n)) for n in range(6)]


def package(about, files):
    """An npm tarball."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in {"package.json": json.dumps(about).encode(), **files}.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def plugin(name, module):
    return package({"name": name, "version": "1.0.0", "keywords": ["signalk-wasm-plugin"], "wasmManifest": "plugin.wasm",
                    "wasmCapabilities": {"storage": "vfs-only", "resourceProvider": True, "network": True}}, {"plugin.wasm": module})


def web_app(number):
    """Every file tells the version, so that a package of two versions is seen."""
    content = b"%d\n" % number * 3000
    return package({"name": "power-web", "version": f"1.0.{number}", "keywords": ["signalk-webapp"]},
                   {f"public/{file}": content for file in ("index.html", "a.js", "b.css")})


class Refused(Exception):
    """status: 5xx says that nothing is known of the write."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Client:
    """moment: tells how long the write log is now."""

    def __init__(self, guest, moment, ledger):
        self.moment, self._guest, self._ledger, self._token = moment, guest, ledger, None
        self._connection = http.client.HTTPConnection("127.0.0.1", guest.http_port, timeout=60)
        self._moor_from = 0
        self.failed, self.clock = 0, []   # (moment, the guest's clock) of each answer

    def ask(self, method, path, body=None, content_type="application/json"):
        headers = {"Content-Type": content_type} if body is not None else {}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            self._connection.request(method, path, body if body is None or isinstance(body, bytes) else json.dumps(body).encode(), headers)
            reply = self._connection.getresponse()
            content = reply.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise GuestError(f"{method} {path}: {error}") from error
        finally:
            self._guest.pump(0)
        self.clock.append((self.moment(), reply.headers["Date"]))
        if not 200 <= reply.status < 300:
            raise Refused(reply.status, f"{method} {path}: {reply.status} {content[:300].decode(errors='replace')}")
        return json.loads(content) if reply.headers.get_content_type() == "application/json" else content

    def write(self, thing, value, method, path, body, content_type="application/json"):
        version = self._ledger.send(thing, value, self.moment())
        try:
            reply = self.ask(method, path, body, content_type)
            while isinstance(reply, dict) and reply.get("state") == "PENDING":
                reply = self.ask("GET", reply["href"])
            version.acknowledged = self.moment()
        except Refused as error:
            # A machine that many share can be too slow for a plugin.
            if error.status < 500:
                raise
            self.failed += 1

    def claim(self, code):
        self.write("account", True, "POST", "/skServer/claim", {"code": code, "username": OWNER, "password": PASSWORD})

    def log_in(self):
        self._token = self.ask("POST", "/signalk/v1/auth/login", {"username": OWNER, "password": PASSWORD})["token"]

    def wait_for_plugin(self):
        self._guest.http("/signalk/v2/api/resources", accept=lambda status, body: status == 200 and b"waypoints" in body)

    def round(self, number, plugins=True):
        """One write of every kind; plugins: whether they run."""
        mark = f"n{number}"
        if plugins:
            self._resources(number, mark)
        self.write("settings of a plugin", mark, "POST", "/skServer/plugins/power-settings/config",
                   {"enabled": False, "configuration": {"mark": mark, "text": mark * 300}})
        self.write("grants", mark, "POST", "/skServer/plugins/power-settings/grants", {"network": [f"{mark}.example.org:80"]})
        self.write("metadata", mark, "PUT", "/signalk/v1/api/vessels/self/navigation/speedOverGround/meta/displayName", {"value": mark})
        if number % 4 == 0:
            self.write("package", number, "POST", "/skServer/plugins/install", web_app(number), "application/octet-stream")

    def _resources(self, number, mark):
        waypoint = WAYPOINTS[number % len(WAYPOINTS)]
        self.write(f"waypoint {waypoint}", mark, "PUT", f"/signalk/v2/api/resources/waypoints/{waypoint}",
                   {"name": mark, "feature": {"type": "Feature", "geometry": {"type": "Point", "coordinates": [24.9, 60.1]},
                                              "properties": {"note": mark * 400}}})
        # A plugin may save its settings once a second.
        if time.monotonic() > self._moor_from:
            self._moor_from = time.monotonic() + 1.2
            self.write(f"mooring m{number % 4}", mark, "PUT", f"/signalk/v2/api/resources/moorings/m{number % 4}", {"name": mark})


def found(client):
    """All that as the running server tells it."""
    def maybe(read):
        try:
            return read()
        except (Refused, KeyError, TypeError):
            return None
    things = {f"waypoint {waypoint}": lambda waypoint=waypoint: waypoint_mark(client.ask("GET", f"/signalk/v2/api/resources/waypoints/{waypoint}"))
              for waypoint in WAYPOINTS}
    things |= {f"mooring m{number}": lambda number=number: client.ask("GET", "/plugins/power-ledger/config")["configuration"]["moorings"][f"m{number}"]["name"]
               for number in range(4)}
    things["settings of a plugin"] = lambda: settings_mark(client.ask("GET", "/plugins/power-settings/config")["configuration"])
    things["grants"] = lambda: client.ask("GET", "/plugins/power-settings/stats")["granted"]["network"][0].removesuffix(".example.org:80")
    things["metadata"] = lambda: client.ask("GET", "/signalk/v1/api/vessels/self/navigation/speedOverGround/meta")["displayName"]
    things["package"] = lambda: package_mark([client.ask("GET", f"/power-web/{file}") for file in ("index.html", "a.js", "b.css")])
    return {thing: maybe(read) for thing, read in things.items()}


def waypoint_mark(waypoint):
    mark = waypoint["name"]
    return mark if waypoint["feature"]["properties"]["note"] == mark * 400 else "torn"


def settings_mark(configuration):
    mark = configuration["mark"]
    return mark if configuration["text"] == mark * 300 else "torn"


def package_mark(files):
    number = int(files[0].split(b"\n")[0])
    return number if all(file == b"%d\n" % number * 3000 for file in files) else "torn"
