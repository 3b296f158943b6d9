"""The demo account: fixed data of an invented shop, the same on every installation."""
