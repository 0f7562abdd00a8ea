"""The diary's tables: duties and tasks, what was noticed, what somebody wants to be told, and how they are told."""

from diary.models.calendars import CalendarFeed
from diary.models.duties import (
    TWO_WEEKS,
    Entry,
    EntryQuerySet,
    Flag,
    Moved,
    SweepRun,
    Task,
    TaskQuerySet,
    goes_beyond,
    passed,
    passed_in_law,
)
from diary.models.endings import Ending
from diary.models.mail import Mail, MailChoice, MailQuerySet, OutboxMessage
from diary.models.reminders import RemindBefore, Reminder

__all__ = [
    "TWO_WEEKS",
    "CalendarFeed",
    "Ending",
    "Entry",
    "EntryQuerySet",
    "Flag",
    "Mail",
    "MailChoice",
    "MailQuerySet",
    "Moved",
    "OutboxMessage",
    "RemindBefore",
    "Reminder",
    "SweepRun",
    "Task",
    "TaskQuerySet",
    "goes_beyond",
    "passed",
    "passed_in_law",
]
