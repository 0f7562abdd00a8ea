"""What watches every response of the whole suite: nobody's name leaves without an event of the log that names them."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse

from access.models import AccessEvent
from dashboards.asked import recalled

# Asked for every response of the suite: no query is put together for it.
_NAMES = """
    SELECT family_name, given_names, person_id, reference
    FROM offenders_name JOIN offenders_person ON offenders_person.id = person_id
"""


class NobodyUnseen:
    """The outermost middleware of the tests; `tests.conftest` puts it there.

    A name on a page is FAMILY in capitals, as Vigil writes it, or both names beside each other, in either order and
    in any case. What the request itself typed is no news to whoever typed it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The style guide's people are samples, in no database.
        if request.path.startswith("/styleguide/"):
            return response
        if not response.streaming and response.get("Content-Type", "").startswith(
            ("text/", "application/json")
        ):
            self._watch(request, response)
        return response

    def _watch(self, request: HttpRequest, response: HttpResponse) -> None:
        counted, connection.force_debug_cursor = connection.force_debug_cursor, False
        try:
            text = html.unescape(response.content.decode())
            # A body that nobody has read as a form is not for this to read.
            posted = request.POST.values() if hasattr(request, "_post") else ()
            typed = " ".join(map(str, (*posted, *request.GET.values(), _asked_for(request)))).casefold()
            shown = people_shown(text, typed)
            if not shown:
                return
            request_id = request.log.origin.request_id if hasattr(request, "log") else None
            events = AccessEvent.objects.filter(request_id=request_id).exclude(request_id="")
            named = {person for event in events for person in event.person_ids}
        finally:
            connection.force_debug_cursor = counted
        unseen = [who for who, people in shown.items() if not people & named]
        assert not unseen, f"{request.path} shows {unseen}, and no event of the access log names them"


def _asked_for(request: HttpRequest) -> str:
    """What was typed into the search that this request answers: its address holds a number alone."""
    match = request.resolver_match
    if match is None or match.url_name != "people-found":
        return ""
    asked = recalled(request, "people-search", str(match.kwargs["number"]))  # type: ignore[arg-type]
    return str(asked["typed"]) if asked else ""


def people_shown(text: str, typed: str) -> dict[str, set[UUID]]:
    """Who stands in the text: what was found, and the people it may mean.

    Of namesakes those are meant whose reference stands there too; where none does, it may be any of them.
    """
    words = set(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\d*", text))
    folded = text.casefold()
    namesakes: dict[str, dict[str, UUID]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        names = cursor.fetchall()
    for family, given, person, reference in names:
        if family.casefold() in typed:
            continue
        together = (f"{given} {family}".casefold(), f"{family}, {given}".casefold()) if given else ()
        if family.upper() in words or any(each in folded for each in together):
            namesakes[f"{family}, {given}"][reference] = person
    found: dict[str, set[UUID]] = {}
    for name, people in namesakes.items():
        meant = {f"{name} {reference}": {person} for reference, person in people.items() if reference in text}
        found |= meant or {name: set(people.values())}
    return found
