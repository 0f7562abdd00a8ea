"""What a supervisor has looked at before signing, object by object (practice, section 1.3). Pure data."""

from __future__ import annotations

from typing import Final

PLAN: Final = {
    "risks": "Each risk that was identified has an action",
    "smart": "Actions say what, who, by when, and how we will know",
    "owners": "Every owner knows, and can do it",
    "contingency": "Contingency says what is done at night and at weekends too",
    "victims": "Victims and children are thought of",
    "interval": "How often they are visited is justified",
    "flags": "Flags and triggers on our systems are right",
}
ASSESSMENT: Final = (
    "Every factor has evidence, with its source and day",
    "The record was looked at on the systems, and within the time",
    "What has changed since the last one, and any departure from the tool, is explained",
)
LEVEL: Final = (
    "The static tool, the ARMS priority and the risk of serious harm beside the level asked for",
    "What a lower level would let us miss",
)
ALONE: Final = (
    "The warnings on the record and the address were read",
    "The reason is better than convenience",
    "Somebody knows where the officer is, and by when to hear from them",
)
ATTEMPTS: Final = (
    "Another time of day was thought of",
    "A warrant (section 96B), an arrest, a breach or a missing person enquiry was thought of",
    "Who is at risk while nobody sees them",
)
INTERVAL: Final = (
    "The latest assessment, and what has changed since",
    "What a longer interval would let us miss",
)
POLICY: Final = ("Which dates move, and whose", "Who does the work that follows")
