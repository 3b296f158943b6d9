"""HTTP clients: the only place that makes them.

`internal_client` is for addresses that the operator set; `Outside` is for the systems of the outside world, whose
addresses users give. A service makes its `Outside` by `Kit.outside` and hands a `Client` of it to a connector.
"""

from service_kit.http.answer import Answer, Downloaded
from service_kit.http.internal import internal_client
from service_kit.http.outside import Client, Outside
from service_kit.http.pace import Pace

__all__ = ["Answer", "Client", "Downloaded", "Outside", "Pace", "internal_client"]
