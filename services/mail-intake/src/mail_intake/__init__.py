"""Letters of shops and site forms become orders and leads."""
