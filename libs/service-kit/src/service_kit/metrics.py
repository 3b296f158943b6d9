"""Metrics of the kit. Labels come from closed sets only: never an account, an id or a text."""

from prometheus_client import Counter, Gauge, Histogram

OUTBOX_PUBLISHED = Counter("biz_outbox_published", "Events confirmed by the broker")
OUTBOX_UNSENT = Counter("biz_outbox_unsent", "Publishes that failed and will be repeated")
OUTBOX_PENDING = Gauge("biz_outbox_pending", "Events that wait to be sent, counted up to 10,000")
OUTBOX_OLDEST = Gauge("biz_outbox_oldest_seconds", "Age of the oldest event that waits to be sent, 0 when none does")
INBOX_DUPLICATES = Counter("biz_inbox_duplicates", "Messages that had been handled before", ["queue"])
BATCH_SIZE = Histogram(
    "biz_batch_size", "Messages of one transaction", ["queue"], buckets=(1, 2, 5, 10, 20, 50, 80, 100)
)
BATCH_SECONDS = Histogram("biz_batch_seconds", "Time of one transaction of messages", ["queue"])
BATCH_SPLITS = Counter("biz_batch_splits", "Batches halved because one message could not be handled", ["queue"])
RETRIES = Counter("biz_retries", "Messages parked for a later try", ["queue", "error"])
DEAD = Counter("biz_dead_messages", "Messages given up", ["queue", "reason"])
RUNS_FINISHED = Counter("biz_runs_finished", "Finished runs", ["kind", "status"])
RUN_ROWS = Counter("biz_run_rows", "Rows of runs", ["kind", "result"])
RUNS_DUE = Gauge("biz_runs_due", "Ticks of the schedule that have come and are not queued yet")
RUNS_ACTIVE = Gauge("biz_runs_active", "Runs executed by this process")
HTTP_SECONDS = Histogram("biz_http_request_seconds", "Time of HTTP answers", ["method", "route", "status"])
EXTERNAL_REQUESTS = Counter(
    "biz_external_requests", "Calls of outside systems by status, or by what went wrong", ["system", "code"]
)
CONNECTIONS = Gauge("biz_connections", "Connections by health", ["health"])
