"""What somebody comes to the counter with, and what is noted of their coming."""

from django.db import models


class Happened(models.TextChoices):
    """What they say has happened, in the order in which it is asked about."""

    RELEASED = "released", "Released from prison, custody or hospital"
    MOVED = "moved", "Moved home, or has another place where they can be found"
    NAMED = "named", "Uses a new name"
    STAYED = "stayed", "Stayed at another address in the UK"
    CHILD = "child", "Someone under 18 where they live or have stayed"
    MONEY = "money", "A bank account or a card"
    PAPERS = "papers", "A passport or identity document"
    TRAVELS = "travels", "Is going to leave the United Kingdom"
    ALTERED = "altered", "Travel details that they gave have changed"
    RETURNED = "returned", "Has come back to the United Kingdom"
    AHEAD = "ahead", "Something will change soon: notice in advance"
    CAME = "came", "What they gave notice of has happened, or has not"


class Part(models.TextChoices):
    """What section 83(5) and the 2012 Regulations have them notify each time."""

    BORN = "born", "Date of birth and National Insurance number"
    NAMES = "names", "Names"
    HOME = "home", "Home address"
    PREMISES = "premises", "Other addresses they use in the UK"
    CHILDREN = "children", "Homes where someone under 18 lives or stays"
    MONEY = "finance", "Bank accounts and cards"
    PAPERS = "documents", "Passports and identity documents"
    TRAVEL = "travel", "Travel"
    STATUS = "status", "Release, and notice in advance"


class Shown(models.TextChoices):
    """How the officer was satisfied of who stood there."""

    PHOTOGRAPH = "photograph", "They match the photograph on the record"
    DOCUMENT = "document", "They showed a passport or another document"
    KNOWN = "known", "I know them"
    FINGERPRINTS = "fingerprints", "By their fingerprints"
    NOT = "not", "I could not confirm it"


class Accompanied(models.TextChoices):
    """Who came with them."""

    NOBODY = "nobody", "Nobody"
    PARENT = "parent", "A parent or somebody with parental responsibility"
    ADULT = "adult", "An appropriate adult or supporter"
    INTERPRETER = "interpreter", "An interpreter"


class Taken(models.TextChoices):
    """Fingerprints or photographs at the station (s.87(4)-(5))."""

    TAKEN = "taken", "Taken"
    NOT_ASKED = "not_asked", "Not asked for"
    REFUSED = "refused", "Asked for, and refused"
