"""API of own templates: the list, the editor's preview, the trial over the mailbox, the proposal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mail_intake.api.answers import (
    FieldAnswer,
    MailboxLetterAnswer,
    PreviewAnswer,
    ProposalAnswer,
    TemplateAnswer,
    TrialAnswer,
)
from mail_intake.api.showing import fields_of, shown_envelope, shown_preview, shown_proposal, shown_tried
from mail_intake.app.letter_sources import Source
from mail_intake.app.preview_letters import PreviewLetters
from mail_intake.app.templates import StoredTemplate, Templates
from service_kit.connections.store import Connections
from service_kit.errors import DataError
from service_kit.ids import utc_now
from service_kit.paging import Items
from service_kit.parameters import Employee
from service_kit.problems import Problem
from service_kit.texts import Texts

LATEST = 20
Count = Annotated[int, Field(ge=1, le=LATEST)]
TemplateText = Annotated[str, Field(max_length=100_000)]
"""Far longer than a template may be, so that its reader can tell how long that is."""


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewTemplate(_Given):
    """A template to be stored."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    text: TemplateText


class ChangedTemplate(NewTemplate):
    """A template in place of its `version`."""

    version: Annotated[int, Field(ge=1)]


class ToPreview(_Given):
    """A template, and the letter to lay it over."""

    text: TemplateText
    source: Source


class ToTry(_Given):
    """A template for the last `count` letters."""

    text: TemplateText
    count: Count = LATEST


class ToPropose(_Given):
    """The letter that a template is to be made of."""

    source: Source


def templates_router(
    templates: Templates, previews: PreviewLetters, connections: Connections, texts: Texts
) -> APIRouter:
    """Routes of one connection's templates; what is wrong with a template is told at its field `text`, by line."""
    router = APIRouter(prefix="/v1/connections/{connection}", tags=["templates"])
    router.include_router(_trying(previews, connections, texts))

    @router.get("/templates", response_model=Items[TemplateAnswer])
    async def find(caller: Employee, connection: str) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        return {"items": await templates.all(mine.account, mine.id)}

    @router.post("/templates", status_code=201, response_model=TemplateAnswer)
    async def add(caller: Employee, connection: str, given: NewTemplate) -> StoredTemplate:
        mine = await connections.get(caller.account, connection)
        with _told_by_line(texts):
            await previews.check(mine, given.text)
        return await templates.add(mine.account, mine.id, given.name, given.text, by=caller.user)

    @router.get("/templates/fields", response_model=Items[FieldAnswer])
    async def fields(caller: Employee, connection: str) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        return {"items": fields_of(previews.kind(mine))}

    @router.put("/templates/{template}", response_model=TemplateAnswer)
    async def change(caller: Employee, connection: str, template: str, given: ChangedTemplate) -> StoredTemplate:
        mine = await connections.get(caller.account, connection)
        with _told_by_line(texts):
            await previews.check(mine, given.text)
        changed = StoredTemplate(template, given.name, given.text, given.version, utc_now(), caller.user)
        return await templates.change(mine.account, mine.id, changed, by=caller.user)

    @router.delete("/templates/{template}", status_code=204)
    async def remove(caller: Employee, connection: str, template: str) -> None:
        mine = await connections.get(caller.account, connection)
        await templates.remove(mine.account, mine.id, template)

    return router


def _trying(previews: PreviewLetters, connections: Connections, texts: Texts) -> APIRouter:
    """What is tried without being stored."""
    router = APIRouter()

    @router.post("/templates/preview", response_model=PreviewAnswer)
    async def preview(caller: Employee, connection: str, given: ToPreview) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        with _told_by_line(texts):
            return shown_preview(await previews.preview(mine, given.text, given.source), texts)

    @router.post("/templates/trial", response_model=Items[TrialAnswer])
    async def trial(caller: Employee, connection: str, given: ToTry) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        with _told_by_line(texts):
            tried = await previews.trial(mine, given.text, given.count)
        return {"items": [shown_tried(one, texts) for one in tried]}

    @router.post("/templates/propose", response_model=ProposalAnswer)
    async def propose(caller: Employee, connection: str, given: ToPropose) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        return shown_proposal(await previews.propose(mine, given.source), texts)

    @router.get("/mailbox-letters", response_model=Items[MailboxLetterAnswer])
    async def mailbox_letters(
        caller: Employee, connection: str, count: Annotated[int, Query(ge=1, le=LATEST)] = LATEST
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        return {"items": [shown_envelope(letter) for letter in await previews.latest(mine, count)]}

    return router


@contextmanager
def _told_by_line(texts: Texts) -> Iterator[None]:
    """Problem 422 at the field `text` when the template is wrong; failures of letters stay what they are."""
    try:
        yield
    except DataError as error:
        if not error.key.startswith("template_"):
            raise
        message = texts.get(error.key, error.details).whole
        errors = [{"loc": ["text"], "key": error.key, "msg": message}]
        raise Problem(422, error.key, errors, **error.details) from None
