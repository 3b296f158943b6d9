"""What every call passes first: the system's switch, then the pace of its connection."""

from dataclasses import dataclass

from contracts.base import AccountId, ConnectionId
from service_kit.http.pace import Paces
from service_kit.http.switches import Switches


@dataclass(frozen=True, slots=True)
class Gate:
    """The Admission of services."""

    system: str
    switches: Switches
    paces: Paces

    async def admit(self, account: AccountId, connection: ConnectionId) -> None:
        """Wait for the turn; Postponed when the system is off or asked for a long pause."""
        await self.switches.require(self.system)
        await self.paces.admit(account, connection)

    async def pause(self, account: AccountId, connection: ConnectionId, seconds: float) -> None:
        """Rest for so long, in all replicas."""
        await self.paces.pause(account, connection, seconds)
