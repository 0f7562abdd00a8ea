"""What is about nobody on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from access import actions as access
from access.choices import Scope
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from dashboards import actions as returns
from dashboards.actions.exporting import Asked
from intelligence import actions as intelligence
from intelligence.choices import CloseReason
from notifications import actions as notifications
from offenders import actions
from practice.choices import Decision
from riskplans import actions as risk
from riskplans.devices.choices import ProductUse
from tests import world
from tests.dashboards.staff import kept
from tests.intelligence import reported
from tests.practice import listed

NOW = world.at(world.TODAY)


LIST = Asked("people", "People", "/people/export/", "/people/", "a" * 64, 600, ["Reference"])


def _also_inspector(by: User) -> User:
    RoleAssignment.objects.create(user=by, role=Role.DETECTIVE_INSPECTOR, starts_on=world.TODAY)
    return User.objects.for_request().get(pk=by.pk)


VERBS: dict[str, Callable[[User], Any]] = {
    "close concern": lambda by: intelligence.close_concern(
        by,
        concern=reported.concern(by, who="Nobody on record"),
        version=1,
        why=CloseReason.NOT_MANAGED,
        note="Asked the caller again",
        now=NOW,
    ),
    "arrange cover": lambda by: actions.arrange_cover(
        by,
        manager=world.officer(),
        covered_by=world.officer(),
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        reason="Leave",
        now=NOW,
    ),
    "record time away": lambda by: actions.record_time_away(
        by,
        officer=world.officer(),
        kind="training",
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        now=NOW,
    ),
    "end time away": lambda by: actions.end_time_away(by, away=VERBS["record time away"](by), now=NOW),
    "record training": lambda by: kept.trained(world.officer(), by=by),
    "take back training": lambda by: actions.take_back_training(
        by, training=VERBS["record training"](by), why="day", now=NOW
    ),
    "record screening date": lambda by: kept.screened(world.officer(), world.TODAY, by=by),
    "take back screening date": lambda by: actions.take_back_screening(
        by, screening=VERBS["record screening date"](by), why="day", now=NOW
    ),
    "set posts of unit": lambda by: kept.posts(4, by=_also_inspector(by)),
    "take back posts of unit": lambda by: actions.take_back_posts(
        _also_inspector(by), row=kept.posts(4), why="Another unit’s", now=NOW
    ),
    "end cover": lambda by: actions.end_cover(
        by, cover=VERBS["arrange cover"](by), reason="Back early", now=NOW
    ),
    "propose high-risk country": lambda by: listed.proposed(by),
    "take back high-risk country": lambda by: listed.decide(
        by, listed.proposed(by), Decision.TAKEN_BACK, "Agreed otherwise"
    ),
    "approve high-risk country": lambda by: listed.decide(_also_inspector(by), listed.proposed()),
    "refuse high-risk country": lambda by: listed.decide(
        _also_inspector(by), listed.proposed(), Decision.REFUSED, "Nobody goes there"
    ),
    "commence rule-set": lambda by: notifications.commence(
        by, ruleset="EW-CPA2026", in_force_from=world.TODAY, source="S.I. 2026/1", now=NOW
    ),
    "make token for a program": lambda by: access.make_token(
        by, name="Rota", scopes=[Scope.READ_DUTIES], days=1, most_days=1
    ),
    "revoke token for a program": lambda by: access.revoke_token(
        by, token=VERBS["make token for a program"](by)[0], now=NOW
    ),
    "add product": lambda by: risk.add_product(by, name="Watchful", use=ProductUse.MONITORING, now=NOW),
    "record population": lambda by: returns.record_population(
        by, area="", mid_year=2025, number=450_000, published_in="Estimates", now=NOW
    ),
    "ask for large export": lambda by: returns.ask_for_export(by, asked=LIST, why="An audit", now=NOW),
    "decide large export": lambda by: returns.decide_export(
        by,
        export=VERBS["ask for large export"](world.supervisor(of=by.unit)),
        version=1,
        approved=True,
        note="",
        now=NOW,
    ),
    "take large export": lambda by: returns.take_export(
        by,
        export=returns.decide_export(
            world.user(Role.DETECTIVE_INSPECTOR),
            export=VERBS["ask for large export"](by),
            version=1,
            approved=True,
            note="",
            now=NOW,
        ),
        now=NOW,
    ),
    "retire product": lambda by: risk.retire_product(by, product=VERBS["add product"](by), now=NOW),
    "withdraw commencement": lambda by: (
        VERBS["commence rule-set"](by),
        notifications.withdraw(by, ruleset="EW-CPA2026", reason="Revoked", now=NOW),
    ),
}
