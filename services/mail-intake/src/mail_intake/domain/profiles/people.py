"""Who ordered and where to: out of labelled facts and of blocks without labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mail_intake.domain.letter.rows import shown
from mail_intake.domain.profiles.fact import Fact, Loose
from mail_intake.domain.values.contacts import is_email, is_person, is_phone, phone_in
from service_kit.contacts import email_of

_NAME_PARTS = ("first_name", "middle_name", "last_name", "name")
_ADDRESS = ("address", "shipping_address", "part", "company")


@dataclass(slots=True)
class Party:
    """A person in one block of a letter; `address` are its parts in the order of the letter."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: list[str] = field(default_factory=list)


def party(facts: Sequence[Fact], loose: Sequence[Loose], section: str, name: str | None) -> Party:
    """The person of `section`; `name` is what the letter's beginning calls the customer, if it does."""
    own = [fact for fact in facts if fact.section == section]
    found = Party(_name(own), _first(own, "phone"), _email(own))
    if found.name and (phone := phone_in(found.name)):
        found.phone = found.phone or phone
        found.name = found.name.replace(phone, "").strip(" ,;:") or None
    if found.name and (email := email_of(found.name)):
        found.email = found.email or email
        found.name = found.name[: found.name.lower().index(email)].strip(" ,;:(<") or None
    for fact in own:
        if fact.role in _ADDRESS:
            found.address.extend(line for line in fact.lines if line not in found.address and not _is_contact(line))
    for block in loose:
        if block.section == section:
            _unlabelled(found, block, name)
    return found


def _name(facts: Sequence[Fact]) -> str | None:
    parts = [fact for fact in facts if fact.role in _NAME_PARTS]
    whole = next((fact.text for fact in parts if fact.role == "name"), None)
    if whole is not None and any(letter.isalpha() for letter in whole):
        return whole
    seen: dict[str, str] = {}
    for fact in parts:
        seen.setdefault(fact.role, fact.text)
    return " ".join(seen[role] for role in seen if role != "name") or None


def _first(facts: Sequence[Fact], role: str) -> str | None:
    return next((fact.text for fact in facts if fact.role == role), None)


def _email(facts: Sequence[Fact]) -> str | None:
    return next((email for fact in facts if fact.role == "email" and (email := email_of(fact.text))), None)


def _is_contact(line: str) -> bool:
    return is_phone(line) or is_email(line)


def _unlabelled(found: Party, block: Loose, name: str | None) -> None:
    """A block of lines: e-mail and phone by their looks, the name as it is known, or the line that looks like one."""
    rest: list[str] = []
    for raw in block.lines:
        line = shown(raw).strip(" ,")
        if is_email(line):
            found.email = found.email or email_of(line)
        elif is_phone(line):
            found.phone = found.phone or line
        elif line:
            rest.append(line)
    person = _person(rest, name or found.name)
    if person is not None:
        found.name = found.name or rest[person]
        rest.pop(person)
    found.address.extend(line for line in rest if line not in found.address)


def _person(lines: Sequence[str], name: str | None) -> int | None:
    if name:
        wanted = name.casefold().split()
        for number, line in enumerate(lines):
            words = line.casefold().split()
            if words and (set(words) <= set(wanted) or set(wanted) <= set(words)) and len(words) <= len(wanted) + 2:
                return number
    for number, line in enumerate(lines[:3]):
        if is_person(line):
            return number
    if len(lines) > 1 and not any(character.isdigit() for character in lines[0]) and "," not in lines[0]:
        return 0
    return None
