"""Russian phone numbers in the one form in which they are compared."""

_NATIONAL = 10
_WITH_CODE = 11


def with_country_code(digits: str) -> str:
    """Digits with the leading 7 when they are a Russian number without a country code; others as they are.

    9130000000 and 89130000000 (8 is the Russian trunk prefix) → 79130000000.
    """
    if len(digits) == _NATIONAL:
        return "7" + digits
    if len(digits) == _WITH_CODE and digits.startswith("8"):
        return "7" + digits[1:]
    return digits
