"""Carriers, a folder each."""
