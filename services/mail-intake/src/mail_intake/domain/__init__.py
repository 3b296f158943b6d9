"""What is known of letters, without mailboxes, broker and database."""
