"""Letters of shops and site forms become orders and leads."""

from typing import Final

SERVICE: Final = "mail-intake"
