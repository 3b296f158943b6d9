"""Goods as files of CommerceML: import.xml and offers.xml, in one zip with their pictures."""
