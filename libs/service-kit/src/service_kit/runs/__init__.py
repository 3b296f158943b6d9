"""Runs: every exchange with an outside system, with its rows, its progress and its end."""
