"""The guides of mail and of the post tell of every setting of their forms by the label that the form shows."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from mail_intake.connectors.mail_orders.config import MailOrdersConfig
from mail_intake.domain.mailbox.providers import providers
from post_tracker.connectors.pochta.config import PochtaConfig

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guide"


def words_of(*names: str) -> str:
    return " ".join(" ".join((GUIDES / f"{name}.md").read_text("utf-8").split()) for name in names)


@pytest.mark.parametrize(
    ("config", "guides"),
    [
        pytest.param(MailOrdersConfig, ("mail-orders",), id="mail-orders"),
        pytest.param(PochtaConfig, ("pochta",), id="pochta"),
        pytest.param(MailLeadsConfig, ("mail-leads", "mail-orders"), id="mail-leads, which refers to mail-orders"),
    ],
)
def test_every_setting_is_told_of_by_its_label(config: type[BaseModel], guides: tuple[str, ...]) -> None:
    text = words_of(*guides)
    labels = [field["title"] for field in config.model_json_schema()["properties"].values()]
    assert len(labels) > 10
    assert [label for label in labels if f"«{label}»" not in text] == []


def test_owners_of_every_known_provider_read_which_password_to_enter() -> None:
    text = words_of("mail-orders")
    assert [one.name for one in providers() if one.name.partition(" (")[0] not in text] == []
