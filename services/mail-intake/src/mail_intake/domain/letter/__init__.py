"""A raw letter becomes addresses, dates and rows of text, whatever it holds."""
