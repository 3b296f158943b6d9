"""«Почта России»: tracking.russianpost.ru."""
