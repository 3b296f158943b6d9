"""HTTP of mail-intake beside that of the kit."""
