"""A mailbox: whose it is, where its server stands, which letters of it are read, and how far they are read."""
