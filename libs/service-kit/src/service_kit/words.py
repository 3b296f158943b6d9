"""Words of shops and letters in the form in which they are compared."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Form in which names of requisites, roles and kinds are compared."""
    return " ".join(name.split()).casefold().replace("ё", "е")
