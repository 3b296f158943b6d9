"""How one shop is reached, and the habits of its side of the protocol."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr


class Finish(StrEnum):
    """What the shop is told when all goods are taken in; 1С tells nothing after a part."""

    NONE = "none"
    COMPLETE = "complete"
    DEACTIVATE = "deactivate"


@dataclass(frozen=True, slots=True)
class ExchangeSettings:
    """`address` of the exchange script; parameters of its own are kept.

    `zip`: archives are sent where the shop takes them. `appends_chunks`: pieces of a file sent one after another make
    the file; without it the files are made small enough for one piece each. `session_per_file`: the shop ends its
    session with the first file that it took in.
    """

    address: str
    login: str
    password: SecretStr
    zip: bool = True
    appends_chunks: bool = True
    session_per_file: bool = False
    finish: Finish = Finish.NONE
