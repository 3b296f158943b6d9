"""CommerceML by the HTTP exchange: a shop that takes goods and hands out orders by itself."""
