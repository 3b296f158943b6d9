"""A shop that exchanges by CommerceML as 1C-Bitrix does: strict about login, session, limits and order of calls."""
