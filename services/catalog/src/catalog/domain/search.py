"""Search of widgets by name as people type: any case, ё or е, the wrong keyboard layout, parts of words."""

from collections.abc import Iterable

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
# «1С» is typed with either letter, and nobody sees which: letters that look the same are the same
_FOLDED = str.maketrans("ёаеорсух", "eaeopcyx")


def folded(text: str) -> str:
    """The form in which names and words are compared."""
    return " ".join(text.casefold().split()).translate(_FOLDED)


class Search:
    """A query: every word of it must be a part of the name, each as typed or as the other layout has it."""

    def __init__(self, text: str) -> None:
        self._words = [_spellings(word) for word in text.casefold().split()]

    def finds(self, name: str) -> bool:
        """Whether a `folded` name is looked for; an empty query finds all."""
        return all(any(spelling in name for spelling in word) for word in self._words)


def _spellings(word: str) -> Iterable[str]:
    turned = (word.translate(_TO_RUSSIAN), word.translate(_TO_LATIN))
    # «ю» lies on the full stop, which would find whatever has one
    return {folded(word), *(folded(other) for other in turned if any(map(str.isalnum, other)))}
