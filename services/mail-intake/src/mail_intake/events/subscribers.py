"""Queues of mail-intake."""

from typing import Annotated

from pydantic import Field

from contracts.events.order import OrderRefused, OrderStored
from contracts.topology import MAIL_INTAKE_ANSWERS, MAIL_INTAKE_REPLICA
from mail_intake.app.note_answers import NoteMailAnswers
from service_kit.app import Kit
from service_kit.goods.replica import Replica, ReplicaEvent

QUEUES = (MAIL_INTAKE_ANSWERS, MAIL_INTAKE_REPLICA)

OrderAnswer = Annotated[OrderStored | OrderRefused, Field(discriminator="type")]


def subscribe(kit: Kit, answers: NoteMailAnswers, replica: Replica) -> None:
    """Consume the platform's answers and its changes of goods and directories."""
    kit.consume_batches(MAIL_INTAKE_ANSWERS, OrderAnswer, answers.work)
    kit.consume_batches(MAIL_INTAKE_REPLICA, ReplicaEvent, replica.work)
