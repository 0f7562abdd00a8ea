"""Whatever the schema allows and much that it does not, sent as each role: an answer, and never a fault of ours."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from accounts.choices import Role
from tests import world
from tests.mappa import held
from tests.riskplans.orders import kept
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PROBLEM = "application/problem+json"
EXAMPLES = 4
FEW = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations() -> dict[str, Any]:
    """Each operation of the schema, by its method and path."""
    document: Any = SchemaGenerator(api_version="1").get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    schema = schemathesis.openapi.from_dict(document)
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{each.method.upper()} {each.path}": each for each in found}


def send(client: Client, case: Any, there: dict[str, str]) -> Any:
    """Its answer; what `there` names of the path is that of a row there is."""
    path = case.path
    for name, value in {**(case.path_parameters or {}), **there}.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    headers = {
        name: str(value).encode("latin-1", "ignore").decode("latin-1")
        for name, value in (case.headers or {}).items()
    }
    asked: dict[str, Any] = {"headers": headers, "query_params": case.query or {}}
    if case.method.upper() == "GET":
        return client.get(path, **asked)
    body = case.body if isinstance(case.body, (dict, list, str, int, float, bool)) else {}
    return client.generic(
        case.method.upper(), path, json.dumps(body), content_type="application/json", **asked
    )


@pytest.mark.parametrize("role", [*Role.values, ""], ids=[*Role.values, "nobody"])
def test_no_role_gets_a_fault_of_ours(client: Client, role: str) -> None:
    person = held.managed(world.person(world.officer()))
    agency = held.agency()
    action = held.agreed(person, agency=agency, owner=None, owner_name="A probation officer")
    if role:
        user = held.partner(agency) if role == Role.PARTNER else world.user(role)
        client.force_login(user, backend="accounts.backends.VettedUserBackend")
    client.raise_request_exception = False
    officer = world.officer()
    plan = written.begun(officer, person)
    kept.licence(officer, person)
    kept.condition(officer, kept.order(officer, person))
    ids = {"person_id": str(person.pk), "action_id": str(action.pk), "plan_id": str(plan.pk)}
    sent = 0

    for name, operation in operations().items():
        there = {place: pk for place, pk in ids.items() if f"{{{place}}}" in operation.path}
        sent += try_out(client, name, operation, there, role)
    assert sent >= len(operations())


def try_out(client: Client, name: str, operation: Any, there: dict[str, str], role: str) -> int:
    """Send a few of what the schema allows and of what it does not; says how many."""
    sent = 0

    @FEW
    @given(st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def asked(case: Any) -> None:
        nonlocal sent
        answer = send(client, case, there)
        sent += 1
        assert answer.status_code < 500, (name, case.query, case.headers, case.body)
        if answer.status_code >= 400 and "statute" not in name:
            assert answer["Content-Type"] == PROBLEM, (name, answer.status_code)
        if not role and answer.status_code == 401:
            assert answer["WWW-Authenticate"]

    asked()
    return sent
