"""Use cases: record what happens, tell what needs attention, how an order lives, what money came, and tell it live."""
