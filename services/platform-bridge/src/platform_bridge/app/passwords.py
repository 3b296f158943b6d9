"""Password hashes: scrypt, written as `scrypt$n$r$p$salt$digest` (hexadecimal)."""

import hashlib
import hmac
import secrets

# 16 MiB a hash and about a fifth of a second: the OWASP Password Storage Cheat Sheet's setting for this memory
_N, _R, _P = 2**14, 8, 5
_MAX_MEMORY = 64 * 1024 * 1024
_DIGEST_BYTES = 32

NOBODY = f"scrypt${_N}${_R}${_P}${'00' * 16}${'00' * _DIGEST_BYTES}"
"""A hash that no password has: checking it takes as long as checking a real one."""


def hash_password(password: str) -> str:
    """Hash with a salt of its own; takes a fifth of a second of CPU."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_digest(password, salt, _N, _R, _P).hex()}"


def matches(password: str, stored: str) -> bool:
    """Whether the hash is that of the password; in constant time."""
    _, n, r, p, salt, digest = stored.split("$")
    found = _digest(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, bytes.fromhex(digest))


def _digest(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MAX_MEMORY, dklen=_DIGEST_BYTES)
