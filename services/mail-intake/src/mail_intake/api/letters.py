"""API of kept letters: what is not read yet and why, the letter itself, and what a person makes of it."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from mail_intake.api.answers import LettersAnswer, LetterView
from mail_intake.api.showing import shown_letter, shown_view
from mail_intake.app.by_hand import Filled
from mail_intake.app.letter_view import ViewLetters
from mail_intake.app.letters import Letters, LetterState
from mail_intake.app.settle_letters import SettleLetters
from service_kit.connections.store import Connections
from service_kit.parameters import Employee, IdempotencyKey, Limit
from service_kit.runs.answers import RunAnswer
from service_kit.runs.showing import shown_run
from service_kit.texts import Texts


class ToReadAgain(BaseModel):
    """Letters to be read again; null = all that are unread."""

    model_config = ConfigDict(extra="forbid")

    letters: Annotated[list[str], Field(min_length=1, max_length=1_000)] | None


def letters_router(
    letters: Letters, views: ViewLetters, settling: SettleLetters, connections: Connections, texts: Texts
) -> APIRouter:
    """Routes of kept letters; a repeated `Idempotency-Key` gives the run that the first request made."""
    router = APIRouter(prefix="/v1", tags=["letters"])
    router.include_router(_settling(settling, connections, texts))

    @router.get("/connections/{connection}/letters", response_model=LettersAnswer)
    async def find(
        caller: Employee,
        connection: str,
        *,
        state: LetterState = LetterState.UNREAD,
        cursor: str | None = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        page = await letters.page(mine.account, mine.id, state, cursor, limit)
        count = await letters.count(mine.account, mine.id, state)
        return {"items": [shown_letter(one, texts) for one in page.items], "next": page.next, "count": count}

    @router.get("/letters/{letter}", response_model=LetterView)
    async def one(caller: Employee, letter: str) -> dict[str, Any]:
        return shown_view(await views.view(caller.account, letter), texts)

    return router


def _settling(settling: SettleLetters, connections: Connections, texts: Texts) -> APIRouter:
    """What a person decides."""
    router = APIRouter()

    @router.post("/connections/{connection}/letters/read-again", status_code=202, response_model=RunAnswer)
    async def read_again(
        caller: Employee, connection: str, given: ToReadAgain, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        run = await settling.read_again(mine, given.letters, by=caller.user, key=idempotency_key)
        return shown_run(run, texts)

    @router.post("/letters/{letter}/fill", status_code=202, response_model=RunAnswer)
    async def fill(
        caller: Employee, letter: str, given: Filled, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        run = await settling.fill(caller.account, letter, given, by=caller.user, key=idempotency_key)
        return shown_run(run, texts)

    @router.post("/letters/{letter}/pass", status_code=204)
    async def pass_over(caller: Employee, letter: str) -> None:
        await settling.pass_over(caller.account, letter)

    return router
