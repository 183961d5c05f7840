#!/usr/bin/env python3
"""A web server with bundles, for one request: QEMU runs it for each connection of the guest to a certain address.

usage: serve.py FOLDER          stdin and stdout are the connection

    /NAME              the file, or the rest of it
    /flaky/NAME        breaks off at 30 %, and goes on from there when it is asked for the rest
    /broken/NAME       breaks off at 30 %, and cannot say what the rest of it is
"""
import re
import sys
from pathlib import Path

folder, source, out = Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer
path = source.readline().split()[1].decode()
headers = {}
while line := source.readline().strip():
    name, value = line.decode().split(":", 1)
    headers[name.lower()] = value.strip()

kind, name = re.fullmatch(r"/(?:(flaky|broken)/)?([\w.-]+)", path).groups()
file = folder / name
if not file.exists():
    out.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    sys.exit()
length, tag = file.stat().st_size, f'"{file.stat().st_mtime_ns}"'
begin, end = 0, length
answer = ["HTTP/1.1 200 OK"]
if kind == "broken":
    end = length * 3 // 10
else:
    asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
    if asked and headers.get("if-range", tag) == tag:
        begin = int(asked[1])
        answer = ["HTTP/1.1 206 Partial Content", f"Content-Range: bytes {begin}-{length - 1}/{length}"]
    elif kind == "flaky":
        end = length * 3 // 10
    answer.append(f"ETag: {tag}")
out.write("\r\n".join([*answer, f"Content-Length: {length - begin}", "Connection: close", "", ""]).encode())
with open(file, "rb") as bundle:
    bundle.seek(begin)
    while begin < end and (part := bundle.read(min(1 << 16, end - begin))):
        out.write(part)
        begin += len(part)
