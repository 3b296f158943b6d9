"""How much of a letter is read: what is larger is refused by name before it costs memory or time."""

from typing import Final

MAX_LETTER_BYTES: Final = 25 * 1024 * 1024
"""Largest raw letter; mail providers take no larger ones either."""
MAX_TEXT_CHARS: Final = 4 * 1024 * 1024
"""Longest text of one part that is read as a letter."""
MAX_PARTS: Final = 500
"""Most MIME parts of a letter, on all levels."""
MAX_CONTAINERS: Final = 60
"""Most parts that hold parts (multipart, message): their depth is never more."""
MAX_FORWARDS: Final = 5
"""How deep a letter in a letter in a letter is followed."""
MAX_ROWS: Final = 20_000
"""Most rows of text; an order of 500 lines has some 2,000."""
MAX_DEPTH: Final = 180
"""How deep elements of HTML are told apart; what lies deeper is read as plain text."""
