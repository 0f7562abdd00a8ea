"""Every figure of the board as SQL written from its definition, not from the code that counts it.

Each gives `person_id`, and where the figure has them a day (`d`) and for or against (`good`). `:day` is the day, `:at`
its moment, `:ago` the first of the 365 days that end with it.
"""

from __future__ import annotations

LONDON = "AT TIME ZONE 'Europe/London')::date"
_UNMET = "(met_on IS NULL OR met_on > :day) AND (arises_on IS NULL OR arises_on <= :day) AND last IS NOT NULL"
_OVER = f"{_UNMET} AND CASE WHEN last_at IS NULL THEN last < :day ELSE last_at <= :at END"


def _late(which: str) -> str:
    return f"SELECT person_id, last AS d FROM diary_entry WHERE {which} AND {_OVER}"


def _soon(which: str, days: int) -> str:
    return (
        f"SELECT person_id, work_to AS d FROM diary_entry WHERE {which} AND {_UNMET} "
        f"AND work_to >= :day AND work_to <= :day + {days}"
    )


def _spell(table: str, which: str, last: str = "ends_on", day: str = "starts_on") -> str:
    shown = f", {day} AS d" if day else ""
    return (
        f"SELECT person_id{shown} FROM {table} WHERE voided_at IS NULL AND {which} "
        f"AND starts_on <= :day AND ({last} IS NULL OR {last} > :day)"
    )


def _now(table: str, which: str, day: str) -> str:
    return f"SELECT person_id, {day} AS d FROM {table} WHERE voided_at IS NULL AND {which}"


def _year(table: str, day: str, which: str = "true") -> str:
    return (
        f"SELECT person_id, {day} AS d FROM {table} WHERE voided_at IS NULL AND {which} "
        f"AND {day} BETWEEN :ago AND :day"
    )


_SUBMITTED, _RECORDED = f"(submitted_at {LONDON}", f"(recorded_at {LONDON}"
_ARRIVED = f"(arrived_at {LONDON}"


def _made(good: str) -> str:
    return (
        f"SELECT person_id, {_ARRIVED} AS d, {good} AS good FROM riskplans_visit "
        f"WHERE voided_at IS NULL AND {_ARRIVED} BETWEEN :ago AND :day AND arrived_at <= :at"
    )


_MANAGED = (
    "SELECT FROM offenders_assignment a WHERE a.person_id = %s AND starts_on <= :day "
    "AND (ends_on IS NULL OR ends_on > :day)"
)
_LIVE = (
    "SELECT person_id, {day} AS d FROM offenders_courtorder WHERE voided_at IS NULL AND kind IN ({kinds}) "
    "AND made_on <= :day AND (discharged_on IS NULL OR discharged_on > :day) AND (last_day IS NULL OR last_day >= :day)"
)
_SHPO, _SRO = "'shpo', 'interim_shpo', 'sopo', 'interim_sopo'", "'sro', 'interim_sro'"
_MONITORED = (
    "SELECT person_id, installed_on AS d FROM offenders_monitoring WHERE voided_at IS NULL "
    "AND installed_on <= :day AND (removed_on IS NULL OR removed_on > :day)"
)
_RANGE = "BETWEEN :day - 27 AND :day"
_PERMITS = """
SELECT DISTINCT person.id AS person_id FROM offenders_person AS person WHERE (EXISTS (
    SELECT FROM offenders_ordercondition c JOIN offenders_courtorder o ON o.id = c.order_id
    WHERE c.person_id = person.id AND c.permits_monitoring AND c.voided_at IS NULL AND o.voided_at IS NULL
        AND (c.starts_on IS NULL OR c.starts_on <= :day) AND (c.ends_on IS NULL OR c.ends_on >= :day)
        AND (o.last_day IS NULL OR o.last_day >= :day) AND (o.discharged_on IS NULL OR o.discharged_on > :day)
        AND coalesce(o.served_on, o.made_on) <= :day
) OR EXISTS (
    SELECT FROM offenders_licencecondition c JOIN offenders_licence l ON l.id = c.licence_id
    WHERE c.person_id = person.id AND c.permits_monitoring AND c.voided_at IS NULL AND l.voided_at IS NULL
        AND (c.starts_on IS NULL OR c.starts_on <= :day) AND (c.ends_on IS NULL OR c.ends_on >= :day)
        AND l.starts_on <= :day
))
"""

BY_SQL: dict[str, str] = {
    "managed": "SELECT id AS person_id FROM offenders_person",
    "community": (
        "SELECT id AS person_id FROM offenders_person WHERE id NOT IN (SELECT person_id FROM offenders_absence "
        "WHERE voided_at IS NULL AND starts_on <= :day AND (ended_on IS NULL OR ended_on > :day))"
    ),
    "custody": _spell("offenders_absence", "kind IN ('custody', 'sentence', 'service_custody')", "ended_on"),
    "hospital": _spell("offenders_absence", "kind IN ('hospital_part_3', 'hospital_other')", "ended_on"),
    "abroad": _spell("offenders_absence", "kind = 'abroad'", "ended_on"),
    **{f"category-{n}": _spell("offenders_mappastatus", f"category = '{n}'", day="") for n in "1234"},
    "unallocated": (
        "SELECT id AS person_id, coalesce((SELECT max(ends_on) FROM offenders_assignment b WHERE b.person_id = p.id "
        f"AND ends_on <= :day), {_RECORDED}) AS d FROM offenders_person p WHERE NOT EXISTS ({_MANAGED % 'p.id'})"
    ),
    "releases-unready": (
        "SELECT person_id, starts_on AS d FROM offenders_licence l WHERE voided_at IS NULL "
        f"AND starts_on BETWEEN :day + 1 AND :day + 90 AND (NOT EXISTS ({_MANAGED % 'l.person_id'}) "
        "OR NOT EXISTS (SELECT FROM riskplans_plan r "
        "WHERE r.person_id = l.person_id AND voided_at IS NULL AND approved_at <= :at "
        "AND (superseded_at IS NULL OR superseded_at > :at)))"
    ),
    "wanted": _spell("offenders_sought", "kind = 'wanted'"),
    "missing": _spell("offenders_sought", "kind = 'missing'"),
    "visits-overdue": _late("kind = 'visit'"),
    "never-seen": (
        f"SELECT id AS person_id, {_RECORDED} AS d FROM offenders_person WHERE id NOT IN (SELECT person_id "
        "FROM riskplans_visit WHERE voided_at IS NULL AND state = 'seen' AND arrived_at <= :at)"
    ),
    "not-seen-twice": (
        "SELECT person_id, arises_on AS d FROM diary_entry WHERE kind = 'visit' AND right(key, 6) <> ':first' "
        "AND (met_on IS NULL OR met_on > :day) AND arises_on <= :day AND :day - arises_on > 2 * (last - arises_on)"
    ),
    "visits-unannounced": _made("NOT announced"),
    "visits-alone": _made("second = ''"),
    "visits-out-of-hours": _made(
        "extract(hour FROM arrived_at AT TIME ZONE 'Europe/London') NOT BETWEEN 8 AND 17 "
        "OR extract(dow FROM arrived_at AT TIME ZONE 'Europe/London') IN (0, 6)"
    ),
    "visits-failed": _made("state <> 'seen'"),
    "visits-recorded": _made("late_why = ''"),
    "attempts-undecided": (
        f"SELECT person_id, {_RECORDED} AS d FROM riskplans_attemptsdecision WHERE voided_at IS NULL "
        "AND recorded_at <= :at AND (decided_at IS NULL OR decided_at > :at)"
    ),
    "reactive": _spell("riskplans_reactivecase", "true"),
    "reactive-moves": (
        "SELECT person_id, coalesce(ends_on, starts_on) AS d FROM riskplans_reactivecase WHERE voided_at IS NULL "
        f"AND (starts_on {_RANGE} OR ends_on {_RANGE})"
    ),
    "desk-reviews-overdue": _late("kind = 'desk_review'"),
    "assessments-overdue": _late("kind = 'assessment'"),
    "never-assessed": (
        f"SELECT id AS person_id, {_RECORDED} AS d FROM offenders_person WHERE id NOT IN (SELECT person_id FROM "
        "riskplans_assessment WHERE voided_at IS NULL AND state IN ('approved', 'superseded') AND decided_at <= :at)"
    ),
    "assessments-due": _soon("kind = 'assessment'", 28),
    "plans-overdue": _late("kind IN ('plan', 'plan_review')"),
    "plans-returned": _now("riskplans_plan", "state = 'returned'", _SUBMITTED),
    "plans-unsigned": _now("riskplans_plan", "state IN ('submitted', 'signed')", _SUBMITTED),
    "assessments-unsigned": _now("riskplans_assessment", "state = 'submitted'", _SUBMITTED),
    "levels-unsigned": _now("riskplans_leveldecision", "needs <> '' AND answer = ''", _RECORDED),
    "mappa-due": _soon("kind = 'mappa_review'", 28),
    "mappa-overdue": _late("kind = 'mappa_review'"),
    "mappa-actions-overdue": _late("kind = 'mappa_action'"),
    "intelligence-unread": (
        f"SELECT person_id, {_RECORDED} AS d FROM intelligence_link WHERE voided_at IS NULL AND recorded_at <= :at "
        "AND (assessed_at IS NULL OR assessed_at > :at)"
    ),
    "further-offences": _year("mappa_furtheroffence", "charged_on"),
    "management-reviews-open": (
        f"SELECT person_id, (opened_at {LONDON} AS d FROM mappa_internalreview WHERE opened_at <= :at "
        "AND (closed_at IS NULL OR closed_at > :at)"
    ),
    "notifications-due": _soon("key LIKE 'notifications/%%'", 14),
    "notifications-overdue": _late("key LIKE 'notifications/%%'"),
    "weekly-kept": (
        "SELECT person_id, last AS d, coalesce(met_on <= last, false) AS good FROM diary_entry WHERE kind = 'periodic' "
        "AND key LIKE 'notifications/%%' AND last - arises_on <= 7 AND last >= :ago AND last < :day"
    ),
    "breaches-open": _now("notifications_breach", "stage <> 'closed'", "happened_on"),
    **{
        f"breaches-{stage.replace('_', '-')}": _now(
            "notifications_breach", f"stage = '{stage}'", "happened_on"
        )
        for stage in ("suspected", "established", "decided", "at_court")
    },
    "breaches-found": _year("notifications_breach", "happened_on"),
    "breaches-charged": (
        f"SELECT decision.person_id, (verdict_at {LONDON} AS d FROM notifications_breachdecision AS decision "
        "JOIN notifications_breach AS breach ON breach.id = breach_id WHERE kind IN ('charge', 'summons') "
        f"AND verdict = 'authorised' AND voided_at IS NULL AND (verdict_at {LONDON} BETWEEN :ago AND :day "
        "AND verdict_at <= :at"
    ),
    "order-breaches": _year("notifications_breach", "happened_on", "of = 'order'"),
    "travel-notified": _year("notifications_journey", "departs_on"),
    "travel-high-risk": (
        "SELECT j.person_id, departs_on AS d FROM notifications_journey j JOIN offenders_person o "
        "ON o.id = j.person_id "
        "WHERE voided_at IS NULL AND j.recorded_at <= :at AND (returned_on IS NULL OR returned_on > :day) "
        "AND EXISTS (SELECT FROM practice_listedcountry l WHERE l.force_id = o.force_id "
        "AND l.country = ANY (j.countries) AND l.starts_on <= :day AND (l.ends_on IS NULL OR :day < l.ends_on))"
    ),
    "travel-not-returned": (
        "SELECT person_id, return_date AS d FROM notifications_journey WHERE voided_at IS NULL AND return_date < :day "
        "AND (returned_on IS NULL OR returned_on > :day)"
    ),
    "review-applications": (
        "SELECT person_id, received_on AS d FROM notifications_application WHERE voided_at IS NULL "
        "AND received_on <= :day AND (determined_on IS NULL OR determined_on > :day) "
        "AND (withdrawn_on IS NULL OR withdrawn_on > :day)"
    ),
    "notification-ending": (
        "SELECT person_id, ends_on AS d FROM diary_ending WHERE ends_on >= :day "
        "AND ends_on <= (:day + interval '6 months')::date"
    ),
    "review-received": _year("notifications_application", "received_on"),
    "review-granted": _year("notifications_application", "determined_on", "outcome = 'granted'"),
    "review-refused": _year("notifications_application", "determined_on", "outcome = 'refused'"),
    "review-appeal-allowed": _year(
        "notifications_application", "appeal_decided_on", "appeal_outcome = 'allowed'"
    ),
    "orders-prevention": _LIVE.format(day="made_on", kinds=_SHPO),
    "orders-risk": _LIVE.format(day="made_on", kinds=_SRO),
    "orders-expiring": _LIVE.format(day="last_day", kinds=f"{_SHPO}, {_SRO}")
    + " AND last_day <= (:day + interval '6 months')::date",
    "monitoring-installed": _MONITORED,
    "monitoring-missing": (
        f"SELECT person_id FROM ({_PERMITS}) p "
        f"WHERE person_id NOT IN (SELECT person_id FROM ({_MONITORED}) m)"
    ),
    "alerts-waiting": (
        f"SELECT person_id, (received_at {LONDON} AS d FROM riskplans_monitoringalert WHERE voided_at IS NULL "
        "AND received_at <= :at AND (taken_at IS NULL OR taken_at > :at)"
    ),
    "polygraph-offered": _year("riskplans_polygraphtest", "offered_on"),
    "polygraph-taken": _year("riskplans_polygraphtest", "tested_on"),
    "polygraph-refused": _year("riskplans_polygraphtest", "offered_on", "state = 'refused'"),
    "polygraph-significant": _year("riskplans_polygraphtest", "tested_on", "result = 'sr'"),
    "polygraph-told": _year("riskplans_polygraphdisclosure", f"(said_at {LONDON}", "said_at <= :at"),
    "disclosures-kept": (
        "SELECT person_id, last AS d, coalesce(met_on <= last, false) AS good FROM diary_entry "
        "WHERE key LIKE 'disclosures/%%' AND last >= :ago AND last < :day"
    ),
    "disclosures-late": _late("key LIKE 'disclosures/%%'"),
    "emergencies-unreviewed": (
        f"SELECT person_id, (opened_at {LONDON} AS d FROM offenders_emergencyopening WHERE opened_at <= :at "
        "AND (reviewed_at IS NULL OR reviewed_at > :at)"
    ),
    "emergencies-not-justified": (
        f"SELECT person_id, (reviewed_at {LONDON} AS d FROM offenders_emergencyopening "
        f"WHERE finding IN ('unjustified', 'referred') AND (reviewed_at {LONDON} BETWEEN :ago AND :day "
        "AND reviewed_at <= :at"
    ),
}

# Who was on record and worked on, and at which level: what it was before the first decision that came after.
PEOPLE = """
SELECT id, CASE WHEN :day = :today THEN management_level ELSE coalesce((
    SELECT before FROM riskplans_leveldecision d WHERE d.person_id = p.id AND voided_at IS NULL
        AND (needs = '' OR answer = 'approved') AND d.starts_on > :day ORDER BY d.starts_on, d.recorded_at LIMIT 1
), management_level) END AS level
FROM offenders_person p WHERE recorded_at <= :at AND force_id = :force AND (:unit = 0 OR unit_id = :unit)
    AND NOT EXISTS (SELECT FROM offenders_archiving a WHERE a.person_id = p.id AND archived_at <= :at
        AND (reopened_at IS NULL OR reopened_at > :at))
"""
