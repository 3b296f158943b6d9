"""Namespaces of the messages, as the operator's protocol text has them (tracking.pochta.ru/specification)."""

from typing import Final

SOAP12: Final = "http://www.w3.org/2003/05/soap-envelope"
SOAP11: Final = "http://schemas.xmlsoap.org/soap/envelope/"

OPERATIONS: Final = "http://russianpost.org/operationhistory"
DATA: Final = "http://russianpost.org/operationhistory/data"

SERVER: Final = "http://fclient.russianpost.org/postserver"
CLIENT: Final = "http://fclient.russianpost.org"
