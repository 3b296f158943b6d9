"""Orders out of shops: read, pulled, hinted at, stored and answered."""
