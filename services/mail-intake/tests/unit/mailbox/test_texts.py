"""Every failure has its texts."""

import re
from pathlib import Path

import mail_intake
from service_kit.texts import Texts

SOURCE = Path(mail_intake.__file__).parent
STRINGS = SOURCE / "adapters" / "mailbox" / "strings.ru.json"


def test_every_key_has_three_texts_that_are_filled() -> None:
    texts = Texts([STRINGS, SOURCE / "strings.ru.json"])
    code = "".join(
        file.read_text() for part in ("adapters", "domain") for file in (SOURCE / part / "mailbox").glob("*.py")
    )
    keys = set(re.findall(r'"(mail_[a-z_]+)"', code))

    assert len(keys) > 20
    assert not [key for key in keys if key not in texts]
    assert not [key for key in keys if not all((texts.get(key).what, texts.get(key).why, texts.get(key).do))]
