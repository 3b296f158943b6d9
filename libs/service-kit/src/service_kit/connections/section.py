"""A section of a form: fields with a label, a hint and the extensions that the console reads (x-section, x-list …)."""

from typing import Any, Final

from pydantic import Field

from contracts.order import VatMode

ACCESS: Final = "Подключение"
BY_BUTTON: Final = "Только по кнопке"
"""x-empty of a period: what stands for none."""
VAT_LABELS: Final = {
    VatMode.INCLUDED.value: "Цена включает НДС",
    VatMode.NOT_INCLUDED.value: "Цена не включает НДС",
    VatMode.NONE.value: "Без НДС",
}


class Section:
    """Makes the fields of one section."""

    def __init__(self, title: str) -> None:
        self._title = title

    def hints(self, **hints: Any) -> dict[str, Any]:
        """The extensions of a field; `visible_if` becomes `x-visible-if`."""
        return {"x-section": self._title} | {f"x-{name.replace('_', '-')}": value for name, value in hints.items()}

    def field(self, title: str, hint: str, **hints: Any) -> Any:
        """A field with a hint."""
        return Field(title=title, description=hint, json_schema_extra=self.hints(**hints))

    def select(self, title: str, hint: str, **hints: Any) -> Any:
        """A list of up to 500 entries of a directory."""
        return Field(title=title, description=hint, max_length=500, json_schema_extra=self.hints(**hints))

    def reference(self, title: str, hint: str, **hints: Any) -> Any:
        """One entry of a directory, never empty."""
        return Field(title=title, description=hint, min_length=1, json_schema_extra=self.hints(**hints))

    def currency(self, title: str, hint: str) -> Any:
        """A currency by its code of three letters (ISO 4217)."""
        return Field(
            title=title, description=hint, pattern=r"^[A-Z]{3}$", json_schema_extra=self.hints(list="currencies")
        )
