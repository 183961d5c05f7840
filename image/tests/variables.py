"""The variable store of edk2's firmware, read as its own driver reads it after a power cut."""
import struct
import uuid

LOADER = uuid.UUID("4a67b082-0a4c-41cf-b6c7-440b29bb8c4f")
ADDED, IN_TRANSITION = 0x3F, 0x3E


class Broken(Exception):
    pass


def variables(flash, vendor=LOADER):
    """Name -> data of a vendor's variables. A value that is being replaced counts as long as its successor is not whole."""
    at = struct.unpack_from("<H", flash, 48)[0]
    size, form, state = struct.unpack_from("<IBB", flash, at + 16)
    if flash[40:44] != b"_FVH" or (form, state) != (0x5A, 0xFE):
        raise Broken("no variable store")
    end, at, found, old = at + size, at + 28, {}, {}
    while at + 60 <= end and flash[at:at + 2] == b"\xaa\x55":
        state = flash[at + 2]
        attributes = struct.unpack_from("<I", flash, at + 4)[0]
        name_size, data_size = struct.unpack_from("<II", flash, at + 36)
        owner = uuid.UUID(bytes_le=bytes(flash[at + 44:at + 60]))
        if state == 0xFF or 0xFFFFFFFF in (attributes, name_size, data_size):
            name_size = data_size = 0
        name = flash[at + 60:at + 60 + name_size]
        data = flash[at + 60 + name_size:at + 60 + name_size + data_size]
        if owner == vendor and state in (ADDED, IN_TRANSITION):
            (found if state == ADDED else old)[name.decode("utf-16-le", errors="replace").rstrip("\0")] = data
        at += (60 + name_size + data_size + 3) & ~3
    return {**old, **found}
