"""Raw letters among the files."""

import io

from contracts.base import AccountId
from mail_intake.app.letters import KeptLetter
from service_kit.files import Files
from service_kit.problems import NotFound


async def raw_letter(files: Files, account: AccountId, letter: KeptLetter) -> bytes | None:
    """The raw letter; None when it is not kept any more, or never was."""
    if letter.file is None:
        return None
    target = io.BytesIO()
    try:
        await files.copy(account, letter.file, target)
    except NotFound:  # its time was over between two looks
        return None
    return target.getvalue()
