"""A shop as data, and the reading of all of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

_FOLDER: Final = Path(__file__).parent


class Preset(BaseModel):
    """One shop engine. `path` is its exchange script below the address of the site, with its parameters if any.

    `defaults` are settings of the form that differ for it; `hint` tells the owner in Russian where the address, the
    login and the password stand. `description` and `logo` (an SVG document of ours) are shown in the marketplace, else
    those of the manifest.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    path: str
    hint: str
    defaults: Mapping[str, Any] = {}
    description: str | None = None
    logo: str | None = None


def load() -> tuple[Preset, ...]:
    """All presets, by slug; a file `<slug>.svg` beside `<slug>.json` is the logo."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.json")))


def _read(path: Path) -> Preset:
    preset = Preset.model_validate_json(path.read_text("utf-8"))
    logo = path.with_suffix(".svg")
    return preset.model_copy(update={"logo": logo.read_text("utf-8")}) if logo.is_file() else preset
