"""One kind of run is done in several ways: each integration has its own."""

from collections.abc import Mapping

from service_kit.runs.model import Run
from service_kit.runs.worker import Executor


class ByIntegration:
    """Executor that hands a run to the executor of its integration."""

    def __init__(self, executors: Mapping[str, Executor]) -> None:
        self._executors = executors

    async def execute(self, run: Run) -> None:
        """Let the integration's executor do it."""
        await self._executors[run.integration].execute(run)
