"""The bridge to the platform Бизнес.Ру; its embedded store plays the platform when no real account is connected."""
