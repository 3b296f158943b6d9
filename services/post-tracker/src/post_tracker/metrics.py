"""Metrics of post-tracker. Labels come from closed sets only: never an account, a number or a text."""

from prometheus_client import Counter, Gauge

POST_ANSWERS = Counter(
    "biz_post_answers", "Answers of the post: ok, or the key of what is wrong with them", ["call", "result"]
)
UNKNOWN_OPERATIONS = Counter("biz_tracking_unknown_operations", "New operations that we have no name for", ["carrier"])
TICKETS_OPEN = Gauge("biz_tracking_tickets_open", "Tickets that wait for their answer")
OVERDUE_SECONDS = Gauge(
    "biz_tracking_overdue_seconds", "How long the latest check of a connection that is well is overdue, 0 when none is"
)
QUOTA_LEFT = Gauge("biz_tracking_quota_left", "Calls that the busiest login has left today", ["carrier"])
