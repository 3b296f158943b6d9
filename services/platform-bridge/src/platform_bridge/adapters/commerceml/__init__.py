"""Catalogues as 1C writes them: CommerceML 2.03 to 3.1, whole or split into files."""
