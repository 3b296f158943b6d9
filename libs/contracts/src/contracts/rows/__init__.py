"""Rows of the …Changed batches: records of the platform as Бизнес.Ру keeps them, one module per kind."""
