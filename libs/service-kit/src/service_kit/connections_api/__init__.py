"""API of connections: forms, settings, checks, history, comments, diagnostics; it stands on connections and runs."""
