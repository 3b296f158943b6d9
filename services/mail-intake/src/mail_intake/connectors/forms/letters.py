"""«Обработка писем»: which letters of the mailbox are read, and by what."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Final

from pydantic import ConfigDict, Field, field_validator

from mail_intake.app.settings import MailSettings
from mail_intake.connectors.forms.mailbox import MailboxForm
from mail_intake.connectors.forms.section import LETTERS
from mail_intake.domain.mailbox.folders import is_incoming
from mail_intake.domain.mailbox.senders import Senders
from service_kit.connections.section import Section

_SECTION: Final = Section(LETTERS)


class Template(StrEnum):
    """«Шаблон писем»: one that we have, or those that the owner writes."""

    STANDARD = "standard"
    OWN = "own"


def template_field(hint: str, standard: str) -> object:
    """«Шаблон писем»; `standard` is the label of ours."""
    labels = {Template.STANDARD.value: standard, Template.OWN.value: "Собственный шаблон"}
    return Field(
        title="Шаблон писем", description=hint, json_schema_extra=_SECTION.hints(widget="buttons", labels=labels)
    )


class LettersForm(MailboxForm):
    """Letters of some senders in one folder."""

    model_config = ConfigDict(frozen=True)

    folder: Annotated[
        str,
        Field(
            title="Имя папки",
            description="Папка ящика, в которой лежат письма; не заполнено — «Входящие».",
            max_length=500,
            json_schema_extra=_SECTION.hints(causes=["mail_folder_"]),
        ),
    ] = ""
    senders: Annotated[
        str,
        Field(
            title="От кого (email)",
            description="Читаются только письма с этих адресов: несколько через запятую, *@shop.ru — все адреса "
            "домена, * — письма от всех.",
            min_length=1,
            max_length=10_000,
            json_schema_extra=_SECTION.hints(causes=["mail_senders_"]),
        ),
    ]
    subject: Annotated[
        str,
        Field(
            title="Тема письма содержит",
            description="Читаются только письма, в теме которых есть эти слова; * заменяет любой текст.",
            max_length=500,
            json_schema_extra=_SECTION.hints(),
        ),
    ] = ""
    since: Annotated[
        dt.date | None,
        _SECTION.field(
            "Загружать письма с",
            "Письма, пришедшие раньше этого дня, не читаются; не указано — со дня создания подключения.",
        ),
    ] = None
    template: Annotated[Template, template_field("По чему распознаётся текст письма.", "Типовой шаблон")] = (
        Template.STANDARD
    )

    @field_validator("senders")
    @classmethod
    def _some(cls, given: str) -> str:
        Senders.of(given)
        return given

    @field_validator("folder", "subject")
    @classmethod
    def _trimmed(cls, given: str) -> str:
        return given.strip()

    def mail_settings(self) -> MailSettings:
        """Which letters are read."""
        return MailSettings(
            mailbox=self.mailbox(self.folder),
            senders=Senders.of(self.senders, self.subject),
            since=self.since,
            own=self.template is Template.OWN,
        )

    def identity(self, slug: str) -> str:
        """What names these letters: one mailbox may be connected several times, for other folders or senders."""
        senders = Senders.of(self.senders, self.subject)
        folder = "" if is_incoming(self.folder) else self.folder
        return " ".join((slug, self.address.lower(), folder, *sorted(senders.masks), senders.subject))
