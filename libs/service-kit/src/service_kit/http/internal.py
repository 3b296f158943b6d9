"""The client for addresses that the operator set, not a user."""

import httpx


def internal_client() -> httpx.AsyncClient:
    """Short time-outs, no redirects, no proxies."""
    return httpx.AsyncClient(timeout=httpx.Timeout(5.0), follow_redirects=False, trust_env=False)
