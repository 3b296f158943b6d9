"""A strict stand-in of the InSales REST API: same paths, login, limits, lists and refusals, everything in memory.

Where the shop's behaviour is not known for sure, the side that is harder for a client was taken; such a place says
"chosen". `server.running` starts it, `Shop` is what a test holds.
"""
