"""Queues of the service."""
