"""Requests of visitors, from letters of site forms and from people."""
