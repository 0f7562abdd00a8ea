"""The catalogue of tools, what a force decides of assessments, and the shield of restricted records.

Only names, scales and for whom a tool is: no manual's items, weights or bands are here.
"""

from datetime import date

from django.db import migrations

WITH_HISTORY = ["assessment", "assessedfactor", "assessedresult", "leveldecision", "riskreview"]
TABLES = ["riskchange", *(f"{table}{its}" for table in WITH_HISTORY for its in ("", "event"))]
SETTINGS = {"risk.review_change": 5}  # a proposal

_MEN = {"sex": "male", "least_age": 18, "person_kind": "rso"}
_YOUNG = {"least_age": 10, "most_age": 18}
_HARM = [
    ("children", "Children", "level"),
    ("public", "The public", "level"),
    ("known_adult", "A known adult", "level"),
    ("staff", "Staff", "level"),
]
_ARMS = [
    ("opportunity", "Opportunity to offend", "risk"),
    ("preoccupation", "Sexual preoccupation", "risk"),
    ("interests", "Offence-related sexual interests", "risk"),
    ("congruence", "Emotional congruence with children", "risk"),
    ("hostility", "Hostile orientation", "risk"),
    ("self_management", "Poor self-management", "risk"),
    ("influences", "Anti-social influences", "risk"),
    ("network", "Pro-social network", "protective"),
    ("routine", "Positive routine", "protective"),
    ("investment", "Social investment", "protective"),
    ("desistance", "Commitment to desist", "protective"),
]
# Code, edition, name, what it measures, who completes it, for whom, what to know, what comes of it.
TOOLS = [
    (
        "arms", "1", "ARMS (Active Risk Management System)", "priority", "police", _MEN,
        "It gives a priority for work, never a risk. Only for trained officers.",
        [("overall", "Overall priority", "level")],
    ),
    (
        "rm2000", "2000", "RM2000 (Risk Matrix 2000)", "static", "police", _MEN,
        "Scored on its own form. Not for somebody who has only been accused.",
        [("s", "Sexual (RM2000/S)", "level"), ("v", "Violence (RM2000/V)", "level"), ("c", "Combined (RM2000/C)", "level")],
    ),
    (
        "osp", "1", "OSP (OASys Sexual reoffending Predictor)", "static", "probation", _MEN,
        "Probation scores it: copy the result from their document.",
        [("dc", "Direct contact (OSP/DC)", "score"), ("iic", "Images and indirect contact (OSP/IIC)", "level")],
    ),
    (
        "srp", "1", "DC-SRP and IIC-SRP (successors of OSP)", "static", "probation", _MEN,
        "Probation scores it: copy the result from their document. Say in words if the band was reduced.",
        [("dc", "Direct contact (DC-SRP)", "score"), ("iic", "Images and indirect contact (IIC-SRP)", "score")],
    ),
    (
        "rosh", "1", "RoSH (risk of serious harm)", "harm", "police", {},
        "The common language of MAPPA, for each group at risk.",
        _HARM,
    ),
    (
        "oasys", "1", "OASys: risk of serious harm", "harm", "probation", {"least_age": 18},
        "Probation completes it: copy the levels from their document.",
        [*_HARM, ("prisoners", "Other prisoners", "level")],
    ),
    (
        "judgement", "1", "No validated tool: professional judgement", "harm", "police", {},
        "For women, young people and everybody for whom there is no validated tool: a structured account, and the risk "
        "of serious harm to each group.",
        _HARM,
    ),
    (
        "stable", "2007", "Stable-2007", "other", "clinician", _MEN, "Copy the result from the report.",
        [("need", "Level of need", "score")],
    ),
    (
        "acute", "2007", "Acute-2007", "other", "clinician", _MEN, "Copy the result from the report.",
        [("sexual", "Sexual and violent", "score"), ("general", "General", "score")],
    ),
    (
        "sara", "3", "SARA (spousal assault)", "other", "police", {"least_age": 18},
        "For domestic abuse. Only for trained officers.",
        [("level", "Concern for further violence", "level"), ("harm", "Who may come to what harm", "text")],
    ),
    (
        "aim", "3", "AIM (harmful sexual behaviour of young people)", "other", "youth", _YOUNG,
        "Copy the profile from the report.",
        [("level", "Level of concern", "level"), ("profile", "Profile", "text")],
    ),
    (
        "erasor", "2", "ERASOR (sexual offending of young people)", "other", "youth", {"least_age": 12, "most_age": 18},
        "Copy the result from the report.",
        [("level", "Level of risk", "level"), ("profile", "In words", "text")],
    ),
]  # fmt: skip


def fill(apps, schema_editor):
    tool, result, factor = (
        apps.get_model("riskplans", name) for name in ("Tool", "ToolResult", "ToolFactor")
    )
    for place, (code, edition, name, measure, completed_by, fits, note, results) in enumerate(TOOLS):
        made = tool.objects.create(
            id=f"{code}-{edition}",
            code=code,
            edition=edition,
            name=name,
            measure=measure,
            completed_by=completed_by,
            note=note,
            place=place,
            **fits,
        )
        for order, (its, called, scale) in enumerate(results):
            result.objects.create(
                id=f"{made.pk}-{its}", tool=made, code=its, name=called, scale=scale, place=order
            )
        for order, (its, called, kind) in enumerate(_ARMS if code == "arms" else []):
            factor.objects.create(tool=made, code=its, name=called, kind=kind, place=order)
    setting = apps.get_model("practice", "Setting")
    # Idempotent, because a setting is never deleted: taking this migration back leaves it standing.
    setting.objects.bulk_create(
        [setting(key=key, value=value, effective_from=date(2020, 1, 1)) for key, value in SETTINGS.items()],
        ignore_conflicts=True,
    )


def empty(apps, schema_editor):
    apps.get_model("riskplans", "Tool").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("riskplans", "0005_risk_assessments"),
        ("practice", "0002_who_decides_policy"),
        ("offenders", "0002_row_level_security"),
    ]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT vigil_shield('riskplans_{table}', 'person_id')",
                f"SELECT vigil_unshield('riskplans_{table}')",
            )
            for table in TABLES
        ),
        migrations.RunPython(fill, empty),
    ]
