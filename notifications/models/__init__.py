"""What the police were told, and what happened that they had to be told of."""

from notifications.models.alert import AlertDecision
from notifications.models.attendance import Acknowledgement, Attendance, Begun, Item, Leg
from notifications.models.breach import Breach, BreachCheck, BreachDecision, BreachElement
from notifications.models.certificate import CertificateIssued
from notifications.models.change import Change, Foretold
from notifications.models.commencement import Commencement
from notifications.models.journey import Journey
from notifications.models.notification import Answer, Notification
from notifications.models.override import Override
from notifications.models.review import Application, RelevantNotification, ResponsibleBody
from notifications.models.search import SearchStep

__all__ = [
    "Acknowledgement",
    "AlertDecision",
    "Answer",
    "Application",
    "Attendance",
    "Begun",
    "Breach",
    "BreachCheck",
    "BreachDecision",
    "BreachElement",
    "CertificateIssued",
    "Change",
    "Commencement",
    "Foretold",
    "Item",
    "Journey",
    "Leg",
    "Notification",
    "Override",
    "RelevantNotification",
    "ResponsibleBody",
    "SearchStep",
]
