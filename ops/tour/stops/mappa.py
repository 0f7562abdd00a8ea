"""Multi-agency public protection arrangements, from the level to the meeting."""

from __future__ import annotations

from ops.tour.stops.stop import Stop, Who

MAPPA = (
    Stop(
        "mappa",
        "A person's MAPPA management",
        "coordinator",
        "person-mappa",
        "The category with its reasons, the level with who decided it, and everything before.",
        "Each rule of the category says by which fact it holds; what is to be decided comes first.",
        Who.REFERRED,
    ),
    Stop(
        "referrals",
        "Referrals",
        "coordinator",
        "referrals",
        "Everybody put forward for a meeting, by what is to be done next.",
        "While more is asked for, the clock stands still; an accepted one waits to be listed.",
    ),
    Stop(
        "meetings",
        "Meetings",
        "chair",
        "meetings",
        "The meeting days of the area, coming and held.",
        "What each still lacks, before the day.",
    ),
    Stop(
        "meeting",
        "A meeting day",
        "chair",
        "meeting",
        "Its cases in turn, who is invited to each, and which agency has said nothing yet.",
        "Missing returns are chased with one button; quorum is forecast while somebody can still be found.",
        Who.MEETING,
    ),
    Stop(
        "meeting-pack",
        "The pack of a case",
        "chair",
        "case-pack",
        "One page for one case, put together from the record as it is now.",
        "What has changed since the last meeting, and the questions that only this record raises.",
        Who.CASE,
    ),
    Stop(
        "meeting-case",
        "A case in the room",
        "chair",
        "meeting-case",
        "The agenda in order: what was said by whom, the risk, the plan, disclosure, level, actions.",
        "What is missing before the case can end is said beforehand.",
        Who.HEARD,
    ),
    Stop(
        "actions",
        "Agreed actions",
        "coordinator",
        "agreed-actions",
        "What every agency took on, the longest overdue first.",
        "Nothing is ever deleted: it is done with evidence, ended with a reason or carried forward.",
    ),
    Stop(
        "minutes",
        "Minutes of a case",
        "coordinator",
        "case-minutes",
        "Drafted from what was recorded, signed by the chair, given to named readers.",
        "Each paragraph says whose it is; a correction is another version, and the first stays.",
        Who.HEARD,
    ),
    Stop(
        "figures",
        "Figures against targets",
        "coordinator",
        "mappa-figures",
        "Whether reviews and minutes keep their time and who came, counted anew at each look.",
        "Each figure names the cases that fail it, and why.",
    ),
    Stop(
        "partner",
        "A partner's own Today",
        "housing",
        "today",
        "What waits for an agency: its returns, its actions, its meetings, and nothing else.",
        "The menu leads to no page that would be refused.",
    ),
)
