"""Folders of a mailbox, found by the names that people see."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service_kit.errors import ConfigError

INBOX: Final = "INBOX"
SHOWN: Final = 20
"""So many names are told when a folder is not found."""

_INCOMING: Final = frozenset({"", "inbox", "входящие"})
_SEEN: Final[Mapping[str, str]] = {
    "спам": "\\junk",
    "нежелательная почта": "\\junk",
    "отправленные": "\\sent",
    "черновики": "\\drafts",
    "корзина": "\\trash",
    "удалённые": "\\trash",
    "архив": "\\archive",
    "вся почта": "\\all",
}
"""What mail programs show for folders that servers mark (RFC 6154), whatever they are named there."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder: its decoded name, the character between levels in it (empty for none), and its marks."""

    name: str
    delimiter: str = "/"
    flags: frozenset[str] = frozenset()

    @property
    def readable(self) -> bool:
        """Whether it holds letters; others only hold folders."""
        return not self.flags & {"\\noselect", "\\nonexistent"}

    @property
    def levels(self) -> tuple[str, ...]:
        """Its name, level by level."""
        return tuple(self.name.split(self.delimiter)) if self.delimiter else (self.name,)

    @property
    def shown(self) -> str:
        """Its name for people, levels by «/», the incoming letters as «Входящие»."""
        first, *rest = self.levels
        return "/".join(["Входящие" if first.upper() == INBOX else first, *rest])


def is_incoming(asked: str) -> bool:
    """Whether that name means the incoming letters, which every mailbox has."""
    return _plain(asked) in _INCOMING


def find(folders: Sequence[Folder], asked: str, names: Mapping[str, str] | None = None) -> Folder:
    """The folder that is asked for; `names` are {seen name: server's name} of the provider.

    ConfigError `mail_folder_not_found` with the names there are, `mail_folder_ambiguous` when several fit.
    """
    usable = [folder for folder in folders if folder.readable]
    if is_incoming(asked):
        return next((folder for folder in usable if folder.name.upper() == INBOX), Folder(INBOX))
    for fitting in (
        [folder for folder in usable if folder.name == asked],
        [folder for folder in usable if _path(folder) == _path_of(asked)],
        _by_name_of_provider(usable, asked, names or {}),
        [folder for folder in usable if _SEEN.get(_plain(asked), "") in folder.flags],
        [folder for folder in usable if _path(folder)[-1:] == _path_of(asked)],
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise ConfigError("mail_folder_ambiguous", folder=asked, found=_listed(fitting))
    raise ConfigError("mail_folder_not_found", folder=asked, found=_listed(usable))


def _by_name_of_provider(folders: Sequence[Folder], asked: str, names: Mapping[str, str]) -> list[Folder]:
    meant = {_plain(seen): name for seen, name in names.items()}.get(_plain(asked))
    return [folder for folder in folders if folder.name == meant]


def _path(folder: Folder) -> tuple[str, ...]:
    """Levels without a leading INBOX: some servers keep all folders below it."""
    return _cut(tuple(_plain(level) for level in folder.levels))


def _path_of(asked: str) -> tuple[str, ...]:
    return _cut(tuple(_plain(level) for level in asked.replace("\\", "/").replace("|", "/").strip("/ ").split("/")))


def _cut(levels: tuple[str, ...]) -> tuple[str, ...]:
    return levels[1:] if len(levels) > 1 and levels[0] in _INCOMING else levels


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _listed(folders: Sequence[Folder]) -> str:
    names = sorted(folder.shown for folder in folders)
    return ", ".join(f"«{name}»" for name in names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
