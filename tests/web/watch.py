"""What a page must never do, whatever it shows: write errors, break the policy, be refused by accessibility rules."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Response

from gateway import REPOSITORY

SCREENS = REPOSITORY / ".local" / "screens"
"""Pictures of pages as `<name>-<width>.png`; not kept in git."""

_AXE = REPOSITORY / "web/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
  console.error(`CSP: ${violatedDirective} forbids ${blockedURI} at ${sourceFile}:${lineNumber}`);
});
"""


class Watch:
    """Collects faults of the pages of one test; `allow` names those that the test brings about itself."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Faults that this regular expression finds are no faults of this test."""
        self._allowed.append(re.compile(pattern))

    def add(self, page: Page) -> None:
        """Watch this page from now on."""
        page.add_init_script(_REPORT_VIOLATIONS)
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("response", self._response)

    @property
    def faults(self) -> list[str]:
        """What happened and was not allowed."""
        return [fault for fault in self._faults if not any(one.search(fault) for one in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        # a refused call is judged by its status; the browser's line about it says no more
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self._faults.append(f"console {message.type}: {message.text[:600]}")

    def _error(self, error: Error) -> None:
        self._faults.append(f"page error: {error.message[:600]}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self._faults.append(f"HTTP {response.status}: {response.url}")


_STILL = """() => document.getAnimations().every(
  (one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity)"""
"""Nothing fades in or out: colours on their way are nobody's."""


def accessible(page: Page) -> list[str]:
    """What axe finds wrong by WCAG 2.1 A and AA: one line for each rule and element, [] when all is well."""
    page.wait_for_function(_STILL)
    # given through the debugger, so the page's Content-Security-Policy does not stand in the way
    page.evaluate(_AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})",
        _RULES,
    )
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def picture(page: Page, name: str) -> Path:
    """Save how the page looks, whole, as `.local/screens/<name>-<width>.png`."""
    size = page.viewport_size
    SCREENS.mkdir(parents=True, exist_ok=True)
    file = SCREENS / f"{name}-{size['width'] if size else 0}.png"
    page.screenshot(path=file, full_page=True, animations="disabled")
    return file
