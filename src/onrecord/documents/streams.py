"""Sources that are read as they come: unpacked piece by piece, and never held whole.

gzip holds a thousand times its own size, in several members or packed twice; whoever reads from
here gets as much as was asked for, no more is unpacked than that, and what goes on to be more than
anybody's prose is refused.
"""

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.documents.limits import MOST_TIMES, WHOLE_BYTES
from onrecord.errors import UnreadableError

_GZIP = b"\x1f\x8b"
_DEEPEST = 2
_PIECE_BYTES = 65_536


def unpacked(stream: BinaryIO) -> BinaryIO:
    """What a stream holds, when it is packed with gzip (twice at the most); else its own bytes.

    Raises:
        UnreadableError: in reading, when what is packed is broken or ends too early.
    """
    for _ in range(_DEEPEST):
        head, stream = headed(stream, len(_GZIP))
        if head != _GZIP:
            break
        stream = io.BufferedReader(_Gunzipped(stream), _PIECE_BYTES)
    return stream


def headed(stream: BinaryIO, size_bytes: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that has them still before it."""
    head = up_to(stream, size_bytes)
    return head, io.BufferedReader(_Again(head, stream), _PIECE_BYTES)


def up_to(stream: BinaryIO, size_bytes: int) -> bytes:
    """So many bytes of a stream, fewer only where it ends."""
    pieces = []
    while size_bytes and (piece := stream.read(size_bytes)):
        pieces.append(piece)
        size_bytes -= len(piece)
    return b"".join(pieces)


def lines(stream: BinaryIO, longest_bytes: int) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None for each that is longer."""
    while line := stream.readline(longest_bytes + 1):
        if len(line) <= longest_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE_BYTES)
        yield None


class _Again(io.RawIOBase):
    """Bytes that were read from a stream, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _Gunzipped(io.RawIOBase):
    """The bytes in a gzip stream; it may have several members, and junk behind the last."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._pending = b""
        self._packed_bytes = self._unpacked_bytes = 0
        self._unpacker: zlib._Decompress | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while True:
            if self._unpacker is None:
                if not self._at_member():
                    return 0
                self._unpacker = zlib.decompressobj(wbits=31)
            piece = self._decompressed(self._unpacker, len(buffer))
            if self._unpacker.eof:
                self._pending = self._unpacker.unused_data
                self._unpacker = None
            if piece:
                self._unpacked_bytes += len(piece)
                if self._unpacked_bytes > max(WHOLE_BYTES, MOST_TIMES * self._packed_bytes):
                    raise UnreadableError(f"unpacks to more than {MOST_TIMES} times its size")
                buffer[: len(piece)] = piece
                return len(piece)

    def _more(self) -> bytes:
        data = self._packed.read(_PIECE_BYTES)
        self._packed_bytes += len(data)
        return data

    def _at_member(self) -> bool:
        while len(self._pending) < len(_GZIP):
            more = self._more()
            if not more:
                return False
            self._pending += more
        return self._pending.startswith(_GZIP)

    def _decompressed(self, unpacker: "zlib._Decompress", most: int) -> bytes:
        data = self._pending or self._more()
        try:
            piece = unpacker.decompress(data, most)
        except zlib.error as error:
            raise UnreadableError(f"is broken gzip: {error}") from None
        self._pending = unpacker.unconsumed_tail
        if not data and not piece and not unpacker.eof:
            raise UnreadableError("is gzip that ends too early")
        return piece
