"""What mail-intake hears of."""
