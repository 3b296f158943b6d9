"""Orders that come in from outside: decided, stored and told page by page, and the answers of the platform."""
