"""Settings of a connection: the form for requests of a site that come by mail."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field

from contracts.base import Ref
from contracts.events.connection import RunKind
from contracts.events.lead import LeadKind
from mail_intake.app.settings import LeadSettings
from mail_intake.connectors.forms.letters import LettersForm, Template, template_field
from mail_intake.connectors.forms.section import PARTNER, period, sections
from service_kit.connections.periods import Period
from service_kit.connections.section import Section

LEADS: Final = "Параметры формирования заявок"
_LEADS = Section(LEADS)
_KIND_LABELS: Final = {LeadKind.TICKET.value: "Обращение", LeadKind.DEAL.value: "Сделку"}


class MailLeadsConfig(LettersForm):
    """Which letters become requests, and what becomes of them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"x-partner": PARTNER, "x-sections": sections(LEADS, RunKind.IMPORT_LEADS)},
    )

    template: Annotated[
        Template,
        template_field("Имя, телефон и текст находятся по словам, которыми подписаны поля формы.", "По словам формы"),
    ] = Template.STANDARD
    creates: Annotated[
        LeadKind,
        Field(
            title="Создавать",
            description="Чем заявка станет в Бизнес.Ру.",
            json_schema_extra=_LEADS.hints(widget="buttons", labels=_KIND_LABELS),
        ),
    ] = LeadKind.TICKET
    assign_status: Annotated[
        Ref | None,
        _LEADS.field("Присваивать статус", "Статус, который получит новая заявка.", list="lead_statuses"),
    ] = None
    responsible: Annotated[
        tuple[Ref, ...],
        _LEADS.select(
            "Ответственные", "Заявки достаются этим сотрудникам по очереди; не выбрано — никому.", list="employees"
        ),
    ] = ()
    import_every: Annotated[
        Period | None, period(_LEADS, "Как часто проверять почту. Не выбрано — только по кнопке.")
    ] = Period.MINUTES_15

    def lead_settings(self) -> LeadSettings:
        """What becomes of the requests."""
        return LeadSettings(self.creates, self.assign_status, tuple(dict.fromkeys(self.responsible)))
