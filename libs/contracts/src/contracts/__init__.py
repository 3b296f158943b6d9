"""What everybody shares: the envelope, the events, their models, the topology and the manifest.

Depends on pydantic alone, so that any Бизнес.Ру service can install it. Inside a major version only additive changes
are allowed; `tests/contracts` holds every model against the frozen schemas and the golden samples.
"""
