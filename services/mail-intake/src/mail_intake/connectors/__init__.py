"""Integrations that letters come in by: their forms, their checks."""
