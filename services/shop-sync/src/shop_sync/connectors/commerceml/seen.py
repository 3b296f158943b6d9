"""Which numbers a file had already: 64-bit hashes in a flat table, 16 bytes or less for each number."""

from array import array
from typing import Final

_FIRST_SIZE: Final = 1 << 12
_MASK_64: Final = (1 << 64) - 1


class SeenTexts:
    """A set of texts that can only grow; two texts are mixed up once in 10^6 files of a million numbers."""

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * _FIRST_SIZE))
        self._count = 0

    def add(self, text: str) -> bool:
        """Remember `text`; False when it was there."""
        if self._count * 2 >= len(self._table):
            self._grow()
        if not self._put((hash(text) & _MASK_64) or 1):
            return False
        self._count += 1
        return True

    def _put(self, code: int) -> bool:
        table, mask = self._table, len(self._table) - 1
        slot = code & mask
        while table[slot]:
            if table[slot] == code:
                return False
            slot = (slot + 1) & mask
        table[slot] = code
        return True

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(16 * len(old)))
        for code in old:
            if code:
                self._put(code)
