"""One person: what is known of them."""

from __future__ import annotations

from ops.tour.stops.stop import Stop, Who

RECORD = (
    Stop(
        "summary",
        "A person",
        "officer",
        "person",
        "The page a record opens on.",
        "The identity bar with its warnings, on every page; what is due, and why; what is new since one last looked.",
        Who.WARNED,
    ),
    Stop(
        "record",
        "The record",
        "officer",
        "person-record",
        "What is known, block by block.",
        "When each block was last confirmed, and which is out of date.",
        Who.WARNED,
    ),
    Stop(
        "block",
        "One block of the record",
        "officer",
        "record-block",
        "One part of a life, read, added to and confirmed by itself.",
        "Since when each entry is so, how it is known, and whether it is a fact or an opinion.",
        Who.WARNED,
        of=("devices",),
    ),
    Stop(
        "documents",
        "Documents",
        "officer",
        "person-documents",
        "Orders, licences, assessments: every version of each.",
        "What is being examined is held until it is known to be clean.",
        Who.WARNED,
    ),
    Stop(
        "photographs",
        "Photographs",
        "officer",
        "person-photographs",
        "What they looked like, and when.",
        "The newest is in the identity bar of every page.",
        Who.WARNED,
    ),
    Stop(
        "intelligence",
        "Intelligence",
        "officer",
        "person-intelligence",
        "Graded reports and concerns about a person, and what their manager made of each.",
        "The sanitised text; the source is named nowhere.",
        Who.REPORTED,
    ),
    Stop(
        "concern",
        "Recording a concern",
        "officer",
        "record-concern",
        "Two minutes, for whoever takes the call: who, what, where, and whether the caller wants to be named.",
        "It reaches the right manager by itself, or a supervisor who finds out whom it is about.",
    ),
    Stop(
        "timeline",
        "The timeline",
        "officer",
        "person-timeline",
        "Everything that happened, in order.",
        "When it happened beside when it was recorded; the filter; printing.",
        Who.WARNED,
    ),
)
