"""Adapters: where the platform's records are kept."""
