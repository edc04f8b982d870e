"""Written as an integrator would write it, against the generated client alone. Run by main.ts."""

import os
import sys

sys.path.insert(0, os.getcwd())

from countersign_management_api_client import AuthenticatedClient
from countersign_management_api_client.api.events import list_events, record_event
from countersign_management_api_client.api.projects import create_project
from countersign_management_api_client.models import (
    CreatedProject,
    CreateProject,
    EventPage,
    NewEvent,
    NewEventPayload,
    Problem,
    ProjectMode,
    RecordedEvent,
)

url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=token)

project = create_project.sync(client=client, body=CreateProject(name="Python", mode=ProjectMode.TEST))
assert isinstance(project, CreatedProject), project

payload = NewEventPayload.from_dict(
    {
        "attemptId": "RFJkzaealP6XF0CspiAoq",
        "transactionId": "order-1",
        "method": "identification",
        "expiredAt": "2026-01-01T12:10:00.000Z",
    }
)
event = NewEvent(project_id=project.id, type_="session.expired", subject="order-1", payload=payload)
recorded = record_event.sync(client=client, body=event)
assert isinstance(recorded, RecordedEvent), recorded

page = list_events.sync(client=client, project_id=project.id)
assert isinstance(page, EventPage), page
assert [each.id for each in page.data] == [recorded.id], page
assert page.data[0].subject == "order-1"

refused = create_project.sync(client=client, body=CreateProject(name="", mode=ProjectMode.TEST))
assert isinstance(refused, Problem), refused
assert refused.errors[0].field == "name", refused
print("ok    the generated client records, lists and reads refusals")
