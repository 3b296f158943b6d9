"""The embedded store: a small platform of our own on MongoDB.

Every document carries `account`; `_id` of an account's record is "<account>|<ref>", so that two accounts may use the
same refs. Records keep their contract row in JSON form under `row`, with index fields beside it.
"""
