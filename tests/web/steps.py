"""What users do on the pages: chosen by the words they see."""

import re
import time

from playwright.sync_api import Locator, Page, expect


class Hand:
    """Does what a user does with the mouse, and counts the clicks; typing is not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self._began = time.monotonic()

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    @property
    def seconds(self) -> float:
        """Seconds since the first step."""
        return time.monotonic() - self._began


def button(page: Page, name: str) -> Locator:
    # one that is at work has the name of its turning mark before its own
    return page.get_by_role("button", name=re.compile(f"(^| ){re.escape(name)}$"))


def field(page: Page, label: str) -> Locator:
    """The control of a settings form with this label."""
    return page.get_by_label(f"{label}:", exact=True)


def pick(page: Page, label: str, text: str) -> None:
    """Choose an entry of a directory by typing a part of its name."""
    box = field(page, label)
    box.press_sequentially(text)
    expect(page.locator(".ant-select-item-option-active", has_text=text)).to_be_visible()
    box.press("Enter")
    expect(page.locator(".ant-select-content, .ant-select-selection-item", has_text=text).first).to_be_visible()


def saved(page: Page) -> str:
    """Wait until a new connection is saved; its id."""
    expect(page).to_have_url(re.compile(r"/connections/shop-sync/(?!new)[^/?]+$"), timeout=20_000)
    return page.url.rpartition("/")[2]


def upload(page: Page, hand: Hand, name: str, content: bytes) -> None:
    """«Загрузить вручную»: choose the file and send it; its run opens."""
    hand.click(button(page, "Загрузить вручную"))
    file = {"name": name, "mimeType": "text/xml", "buffer": content}
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(file)
    hand.click(page.get_by_role("dialog").get_by_role("button", name="Загрузить", exact=True))
    expect(page).to_have_url(re.compile(r"/runs/shop-sync/[^/?]+"), timeout=20_000)


def outcome(page: Page, word: str, timeout: float = 60_000) -> None:
    """Wait until the page of a run says how it ended, without being loaded anew."""
    expect(page.locator(".page-head").get_by_text(word, exact=True)).to_be_visible(timeout=timeout)
