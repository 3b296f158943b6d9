"""Currencies as shops and letters write them."""

from functools import lru_cache
from typing import Final

from service_kit.words import fold

_CURRENCY_WORDS: Final = {
    **dict.fromkeys(("руб", "рубль", "рубли", "рублей", "российский рубль", "р", "₽", "rur", "643", "810"), "RUB"),
    **dict.fromkeys(("грн", "гривна", "980", "₴"), "UAH"),
    **dict.fromkeys(("$", "долл", "доллар", "доллар сша", "840"), "USD"),
    **dict.fromkeys(("€", "евро", "978"), "EUR"),
    **dict.fromkeys(("тг", "тенге", "398", "₸"), "KZT"),
    **dict.fromkeys(("бел руб", "белорусский рубль", "933", "byr"), "BYN"),
    **dict.fromkeys(("сом", "417"), "KGS"),
    **dict.fromkeys(("юань", "156"), "CNY"),
}
_ISO_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND "
    "BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF "
    "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
    "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND "
    "VUV WST XAF XCD XOF XPF YER ZAR ZMW "
)
_ISO: Final = frozenset(_ISO_CODES.split())
"""ISO 4217, active codes of money."""


@lru_cache(maxsize=256)
def currency_of(text: str) -> str | None:
    """ISO 4217 code of «руб», «руб.», «RUR», «грн», …; None when unknown."""
    word = fold(text).replace(".", " ").strip()
    code = _CURRENCY_WORDS.get(" ".join(word.split())) or word.upper()
    return code if code in _ISO else None
