"""Lists the entries of Locache segments and checks their seals, from docs/protobuf-format.md alone.

Usage: read_segment.py FILE.segment...
Prints one line for each entry: its sequence, whether its seal is right (for entries that are not
signed), its method, the bytes of its value and the hexadecimal digests of code and arguments.
"""

import hashlib
import os
import struct
import sys
import uuid

MAGIC = b"\xf5LOC"


def crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ 0x82F63B78 if byte & 1 else byte >> 1
        table.append(byte)
    return table


TABLE = crc32c_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    """Yields (number, value) of a message: int for varint and fixed fields, else bytes."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = int.from_bytes(data[at : at + 8], "little"), at + 8
        elif kind == 2:
            length, at = varint(data, at)
            if at + length > len(data):
                raise ValueError("field is longer than its message")
            value, at = data[at : at + length], at + length
        elif kind == 5:
            value, at = int.from_bytes(data[at : at + 4], "little"), at + 4
        else:
            raise ValueError("wire type %d" % kind)
        yield tag >> 3, value


def signed(value):
    return value >> 1 ^ -(value & 1)


def head_end(data, at):
    """Returns where the head ends of the message that begins at `at`."""
    if data[at] != 0x0A:
        raise ValueError("a record begins with its head")
    length, start = varint(data, at + 1)
    if start + length > len(data):
        raise ValueError("head is longer than the file")
    return start + length


def records(segment_id, data):
    """Yields the messages of the whole records; after damage it goes on at the next one."""
    at = data.find(MAGIC)
    while 0 <= at <= len(data) - 12:
        length, checksum = struct.unpack_from(">II", data, at + 4)
        try:
            covered = data[at : at + 8] + data[at + 12 : head_end(data, at + 12)]
        except (ValueError, IndexError):
            covered = b""
        if crc32c(segment_id + covered) == checksum and at + 12 + length <= len(data):
            yield data[at + 12 : at + 12 + length]
            at += 12 + length
            if data[at : at + 4] != MAGIC:
                at = data.find(MAGIC, at)
        else:
            at = data.find(MAGIC, at + 1)


def sealed_bytes(entry, method, value):
    """Returns what the seal covers, the canonical form of an entry without its seal."""
    seal = entry.get(5, b"")
    codec = entry.get(2, b"")
    return (
        struct.pack(">4sBBBHi", b"LOCA", 1, len(seal), len(codec), len(method), len(value))
        + struct.pack(">qq", signed(entry.get(3, 0)), signed(entry.get(4, 0)))
        + entry[1][16:48]
        + codec
        + method
        + value
    )


def read(path):
    segment_id = uuid.UUID(os.path.basename(path)[:36]).bytes
    with open(path, "rb") as file:
        messages = [dict(fields(m)) for m in records(segment_id, file.read())]
    methods = {}
    for message in messages:
        head = dict(fields(message[1]))
        if 3 in head:
            name = dict(fields(head[3])).get(1, b"")
            methods[hashlib.sha256(name).digest()[:16]] = name
    for message in messages:
        head = dict(fields(message[1]))
        if 4 not in head:
            continue
        entry = dict(fields(head[4]))
        value = message.get(2, b"")
        method = methods.get(entry[1][:16], b"?")
        seal = entry.get(5, b"")
        state = "signed"
        if len(seal) == 4:
            right = crc32c(sealed_bytes(entry, method, value)) == int.from_bytes(seal, "big")
            state = "right" if right else "wrong"
        print(
            head[1], state, method.decode(), len(value), entry[1][16:32].hex(), entry[1][32:48].hex()
        )


if __name__ == "__main__":
    for name in sys.argv[1:]:
        read(name)
