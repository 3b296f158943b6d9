"""What was sent last, read beside the goods: both come in the order of their refs."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence

from shop_sync.app.ports import SentGood


class SentReader:
    """Gives what was sent up to a ref; never holds more than a few packs."""

    def __init__(self, packs: AsyncIterator[Sequence[SentGood]]) -> None:
        self._packs = packs
        self._held: list[SentGood] = []

    async def upto(self, last: str | None) -> dict[str, SentGood]:
        """All goods not given yet up to the ref `last`, None = all that are left; by ref."""
        while last is None or not self._held or self._held[-1].ref <= last:
            pack = await anext(self._packs, None)
            if pack is None:
                break
            self._held.extend(pack)
        cut = len(self._held) if last is None else bisect_right(self._held, last, key=lambda good: good.ref)
        given, self._held = self._held[:cut], self._held[cut:]
        return {good.ref: good for good in given}
