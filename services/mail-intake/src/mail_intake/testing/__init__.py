"""Letters as shops write them, for tests and the demonstration."""
