"""Writing what a comparison of goods found into the files of an export."""

from collections.abc import Mapping

from service_kit.runs.model import Result
from shop_sync.app.goods.changes import TAKEN_OFF
from shop_sync.app.goods.diff import DiffedPage, Told, report_told
from shop_sync.app.goods.report import ExportReport
from shop_sync.app.ports import GoodsWriter, SentGood
from shop_sync.domain.goods import Row, Terms


class GoodsWriting:
    """Writes and reports; everything here runs in the thread of the writer."""

    def __init__(self, terms: Terms, writer: GoodsWriter, report: ExportReport, *, dry_run: bool) -> None:
        self._terms = terms
        self._writer = writer
        self._report = report
        self._dry_run = dry_run

    def page(self, page: DiffedPage, images: Mapping[str, str | None]) -> list[SentGood]:
        """Write a page and report it; gives what is known as sent after it, by ref.

        `images`: address → name in the zip, None = not to be had, absent = perhaps next time.
        """
        for one in page.told:
            self._write(one, images, page.kept)
        for sent, row in page.gone:
            self._write_gone(sent, row)
        return sorted(page.kept)

    def _write(self, told: Told, images: Mapping[str, str | None], kept: list[SentGood]) -> None:
        now, warning = told.now, told.warning
        if told.card is not None:
            names = [images.get(url) for url in told.card.images]
            self._writer.put_card(told.card, [name for name in names if name])
            if not all(names) and not self._dry_run:
                warning = "image_not_loaded"
                if not images.keys() >= set(told.card.images):
                    now = now._replace(card="")  # so that the card is sent again
        for offer in told.offers:
            self._writer.put_offer(offer)
        kept.append(now)
        report_told(self._report, told, warning, dry_run=self._dry_run)

    def _write_gone(self, sent: SentGood, row: Row | None) -> None:
        if self._terms.with_cards and sent.card:
            self._writer.put_card(self._writer.removed_card(sent.ref), ())
        for key, offer in sent.offers.items():
            self._writer.put_offer(self._writer.removed_offer(sent.ref, key, offer.price))
        self._report.add(Result.UPDATED, sent.ref, row or {}, TAKEN_OFF)
