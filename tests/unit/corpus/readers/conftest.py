"""Texts of our own in three languages, and files made of them."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cordiale.corpus.readers import Limits, RawText, Refusal, read

ENGLISH = (
    "Mr. President, my country has always held that no State can be secure at the expense of its neighbours. "
    "We see no threat in the growth of others; we see one in the return of blocs. "
    "The delegation of Côte d’Ivoire said yesterday what many of us think — that trust is built slowly.\n"
)
RUSSIAN = (
    "Уважаемый господин Председатель! Наша страна всегда исходила из того, что безопасность неделима. "
    "Мы не видим угрозы в развитии соседей – угрозу мы видим в возвращении к политике блоков. "
    "Доверие создаётся медленно, а утратить его можно за один день.\n"
)
CHINESE = (
    "主席先生，我国始终认为，任何国家都不能以牺牲邻国的安全来谋求自身的安全。"
    "我们不把别国的发展看作威胁，而把集团政治的回归看作威胁。信任需要长期积累，却可能毁于一旦。\n"
)


@pytest.fixture(params=[ENGLISH, RUSSIAN, CHINESE], ids=["en", "ru", "zh"])
def speech(request: pytest.FixtureRequest) -> str:
    """A few sentences as a delegate could say them."""
    return str(request.param)


@pytest.fixture
def english() -> str:
    return ENGLISH


@pytest.fixture
def russian() -> str:
    return RUSSIAN


@pytest.fixture
def chinese() -> str:
    return CHINESE


@pytest.fixture
def read_all() -> Callable[..., tuple[list[RawText], list[Refusal]]]:
    """Reads a path to its end: the texts, and the refusals."""

    def run(path: Path, **options: object) -> tuple[list[RawText], list[Refusal]]:
        found = list(read(path, **options))  # type: ignore[arg-type]
        refused = [each for each in found if isinstance(each, Refusal)]
        for each in refused:
            assert "\n" not in str(each), "a refusal is one line"
            assert ";" in each.why, "a refusal says what is the matter; what to do"
        return [each for each in found if isinstance(each, RawText)], refused

    return run


@pytest.fixture
def refusal(read_all: Callable[..., tuple[list[RawText], list[Refusal]]]) -> Callable[..., str]:
    """Why a file is refused that gives no text at all, in one line that names it."""

    def run(path: Path, **options: object) -> str:
        texts, refused = read_all(path, **options)
        assert texts == []
        (only,) = refused
        assert only.file == path.name
        return only.why

    return run


@pytest.fixture
def small() -> Limits:
    """Limits so low that small files reach them."""
    return Limits(
        file_bytes=100_000, line_characters=2_000, members=20, unpacked_bytes=30_000_000, ratio=100.0
    )


@pytest.fixture
def picture() -> bytes:
    """A grey PNG of 40 by 40 dots, as a scanner would make."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(40)) for y in range(40))
    header = struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


@pytest.fixture
def encrypted_pdf() -> Callable[[str], bytes]:
    """A PDF of one page under a password, by the oldest method of the standard (RC4, 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def build(password: str) -> bytes:
        padded = (password.encode("ascii") + padding)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        identity = b"0123456789abcdef"
        key = hashlib.md5(padded + owner + struct.pack("<i", -4) + identity).digest()[:5]
        words = b"BT /F1 12 Tf 72 700 Td (We stand for peace.) Tj ET"
        object_key = hashlib.md5(key + b"\x04\0\0" + b"\0\0").digest()[:10]
        content = _rc4(object_key, words)
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
            % (owner.hex().encode(), _rc4(key, padding).hex().encode()),
        ]
        return _pdf(objects, b"/Encrypt 6 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2))

    return build


def _pdf(objects: list[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
