"""The marketplace: widgets of all integrations, categories, filters, search, requests for a connection."""
