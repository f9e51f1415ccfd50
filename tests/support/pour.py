"""Dossiers of any size, poured into `oso validate -` as they are made; and what that took."""
import base64
import json
import re
import struct
import subprocess
import tempfile
import time
import zlib

MEGABYTE = 1 << 20


class Outcome:
    def __init__(self, report, code, seconds, cpu_seconds, kilobytes):
        self.report, self.code, self.seconds, self.cpu_seconds, self.kilobytes = report, code, seconds, cpu_seconds, kilobytes
        self.checks = {finding["check"] for finding in report["findings"]}
        self.errors = [error["message"] for error in report["schemaErrors"]]


def validate(oso, pieces, rules="intended", environment=None):
    """The outcome of a document that comes as `pieces` of bytes."""
    with tempfile.NamedTemporaryFile("r") as told:
        started = time.monotonic()
        # A program of its own, for a child of this one would count our memory as its own.
        process = subprocess.Popen(["/usr/bin/time", "--quiet", "-f", "%M %U %S", "-o", told.name, oso, "validate", "--rules", rules,
                                    "--format", "jsonl", "--lang", "en", "-"], env=environment,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            for piece in pieces:
                process.stdin.write(piece)
        except BrokenPipeError:  # refused before its end
            pass
        out, errors = process.communicate()
        seconds = time.monotonic() - started
        if process.returncode not in (0, 1):
            raise AssertionError(f"oso validate ended with {process.returncode}: {errors.decode()[:2000]}")
        kilobytes, user, system = told.read().split()
        return Outcome(json.loads(out), process.returncode, seconds, float(user) + float(system), int(kilobytes))


def zip_pieces(megabytes, name=b"groot.txt"):
    """A ZIP of one stored file of zeros, in pieces whose sizes are multiples of three."""
    piece = bytes(3 * MEGABYTE)
    count = megabytes // 3
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(piece, checksum)
    size = count * len(piece)
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, checksum, size, size, len(name), 0)
    local = b"PK\x03\x04" + facts + name
    assert len(local) % 3 == 0
    yield local
    for _ in range(count):
        yield piece
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    yield entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local) + size, 0)


def in_base64(pieces):
    last, encoded = None, None
    for piece in pieces:
        if piece is not last:  # most are the same one
            last, encoded = piece, base64.b64encode(piece)
        yield encoded


def with_attachment(text, content):
    """`text` with `content`, pieces of base64, as its first attachment."""
    before, after = re.split(r"(?<=<bestandsinhoud>)[^<]*", text, maxsplit=1)
    yield before.encode()
    yield from content
    yield after.encode()


def zip_dossier(text, megabytes):
    """A dossier of so many megabytes, nearly all of it one attachment, a good ZIP."""
    return with_attachment(text, in_base64(zip_pieces(megabytes * 3 // 4)))


def junk_dossier(text, megabytes):
    """The same, of base64 that is no ZIP, with line ends and not in whole fours."""
    line = b"QUJD" * 19 + b"\r\n"
    piece = line * (MEGABYTE // len(line))
    return with_attachment(text, (piece for _ in range(megabytes)))
