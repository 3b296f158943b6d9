"""Every label of the guide that docs/console-parity.md ticks is read on its page."""

import labels
import pytest
from playwright.sync_api import Page, expect
from watch import picture

from gateway import REPOSITORY

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

PARITY = REPOSITORY / "docs/console-parity.md"
NOW = REPOSITORY / ".local/console-parity.md"
"""What the page of parity should say by what was seen."""
SEEN_MS = 15_000


def press(page: Page, name: str) -> None:
    kind, _, label = name.rpartition(":")
    if kind == "aria":
        page.get_by_role("button", name=label, exact=True).click()
    else:
        page.locator("main, .ant-modal").get_by_text(label, exact=True).last.click()


def missing(page: Page, content, screen) -> list[str]:
    """Labels that cannot be read on the page."""
    page.goto(content.fill(screen.path))
    for name in screen.press:
        press(page, name)
    found = []
    for number, label in enumerate(screen.labels):
        shown = page.get_by_text(label).or_(page.get_by_placeholder(label)).or_(page.get_by_label(label)).first
        try:
            expect(shown).to_be_attached(timeout=SEEN_MS if number == 0 else 3000)
        except AssertionError:
            found.append(label)
    picture(page, screen.picture)
    return found


def test_labels_of_the_guide_are_on_their_pages(page, content):
    found = {screen.mark: missing(page, content, screen) for screen in labels.SCREENS}
    text = labels.parity(found)
    NOW.write_text(text, "utf-8")
    assert PARITY.read_text("utf-8") == text, f"{PARITY.name} should be as {NOW}: {found}"
