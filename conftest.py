"""Fixtures every test may use."""

pytest_plugins = ["service_kit.testing.plugin"]
