"""Values that people read in letters: money, quantities, dates, phones."""
