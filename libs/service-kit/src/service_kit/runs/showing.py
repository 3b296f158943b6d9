"""Runs and their rows as the API gives them."""

from dataclasses import asdict
from typing import Any

from service_kit.mongo import Document
from service_kit.runs.model import Effect, Phase, Result, RowState
from service_kit.texts import Texts


def shown_run(run: Document, texts: Texts) -> dict[str, Any]:
    """A run as the API gives it."""
    names = ("connection", "integration", "kind", "trigger", "status", "counts", "money", "progress", "file_name")
    shown = {"id": run["_id"], **{name: run[name] for name in names}}
    shown |= {"dry_run": run.get("dry_run", False), "attempt_of": run.get("attempt_of")}
    shown["open_rejected"] = run.get("open_rejected", run["counts"]["rejected"])
    shown["waits_for_platform"] = run["phase"] == Phase.ANSWERS
    shown |= {name: run.get(name) for name in ("created_at", "started_at", "finished_at")}
    shown["error"] = _reason(run.get("error"), run.get("error_details"), texts)
    shown["effect"] = asdict(Effect(**run.get("effect", {})))
    return shown


def shown_row(row: Document, texts: Texts) -> dict[str, Any]:
    """A row of a report."""
    refused = row["state"] == RowState.REFUSED
    names = ("number", "where", "title", "state", "amount", "currency", "cured_by")
    return {
        **{name: row.get(name) for name in names},
        "result": Result.REJECTED if refused else row["result"],
        "reason": _reason(row.get("key"), row.get("details"), texts),
        "changes": [shown_change(change, texts) for change in row.get("changes", ())],
        "goods": row.get("goods", []),
        "price_change": row.get("price_change"),
        "gone": row.get("gone", False),
    }


def shown_change(change: Document, texts: Texts) -> dict[str, str | None]:
    """A change of a row, with the Russian name of its field."""
    title = texts.get(f"change_{change['field']}", {"of": change["of"] or ""}).what.strip(" :")
    return {"field": change["field"], "title": title, "was": change["was"], "becomes": change["becomes"]}


def _reason(key: str | None, details: Document | None, texts: Texts) -> dict[str, str] | None:
    cause = texts.cause(key, details)
    return cause.model_dump() if cause else None
