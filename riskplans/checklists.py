"""What a supervisor looks at before deciding, object by object. Pure data.

What is ticked before a plan is signed stands with plans.
"""

from __future__ import annotations

from typing import Final

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
VISIT: Final = (
    "Whether they were seen, and who else was there",
    "Whether it was announced and why; who went",
    "The devices that were looked at, and those not declared",
    "What was sent as intelligence, and what is to be done next",
)
INTERVAL: Final = (
    "The latest assessment, and what has changed since",
    "What a longer interval would let us miss",
)
NOTHING_FURTHER: Final = (
    "Who may be at risk, and what shows that they are not",
    "Whether it is a crime, safeguarding or intelligence all the same",
)
