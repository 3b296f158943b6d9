"""`python -m contracts`: store new revisions of changed schemas, and the AsyncAPI document."""

import json
import sys

from contracts import asyncapi, schemas

changed = schemas.write()
schemas.ASYNCAPI.write_text(json.dumps(asyncapi.document(), ensure_ascii=False, indent=1) + "\n", "utf-8")
sys.stdout.write(f"new revisions: {', '.join(changed) or 'none'}\n")
