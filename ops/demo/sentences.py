"""What courts in the county have done: each way in which somebody came onto the register.

`subject_for` is what a storyteller needs to know, roughly: until when the person goes on attending. What is due, and
until when the law binds, is the engine's to say; the tests see that the two agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from offenders.choices import DisposalKind as Did
from offenders.choices import TriggerKind as How

WITHOUT_END = 0  # months: an indefinite period


@dataclass(frozen=True, slots=True)
class Sentence:
    """One kind of case. Lengths are in months, from shortest to longest."""

    subject_for: int
    how: How = How.CONVICTION
    did: Did | None = None
    term: tuple[int, int] | None = None
    extension: tuple[int, int] | None = None
    served: float = 0.0  # part of the term spent inside; 0 for sentences served in the community
    hospital: bool = False
    youth: bool = False
    since: date = date(2004, 5, 1)
    until: date = date.max
    grave: bool = False  # weighs in the level of risk
    twist: str = ""  # what else is particular about the story: see stories.TWISTS
    schedule_3_order: float = 0.0  # how often an order came with it


_SHORT = Sentence(84, did=Did.IMPRISONMENT, term=(2, 6), served=0.5, schedule_3_order=0.3)
_MIDDLE = Sentence(120, did=Did.IMPRISONMENT, term=(7, 29), served=0.5, grave=True, schedule_3_order=0.5)
_LONG = Sentence(
    WITHOUT_END, did=Did.IMPRISONMENT, term=(30, 108), served=0.5, grave=True, schedule_3_order=0.6
)
_SUSPENDED = Sentence(120, did=Did.SUSPENDED, term=(7, 24), schedule_3_order=0.4)
_SUSPENDED_SHORT = Sentence(84, did=Did.SUSPENDED, term=(3, 6), schedule_3_order=0.3)
_COMMUNITY = Sentence(60, did=Did.COMMUNITY, schedule_3_order=0.25)
_EXTENDED = Sentence(
    WITHOUT_END,
    did=Did.EXTENDED,
    term=(48, 120),
    extension=(12, 48),
    served=0.67,
    grave=True,
    schedule_3_order=0.6,
)
_CAUTION = Sentence(24, how=How.CAUTION)
_YOUTH_ORDER = Sentence(30, did=Did.YOUTH_REHABILITATION, youth=True, since=date(2009, 11, 30))
_YOUTH_REFERRAL = Sentence(30, did=Did.REFERRAL, youth=True)
_YOUTH_CAUTION = Sentence(12, how=How.CAUTION, youth=True)

# What most people on the register were sentenced to, and how often of a hundred.
COMMON = [
    (_LONG, 24),
    (_MIDDLE, 15),
    (_SHORT, 5),
    (_SUSPENDED, 18),
    (_SUSPENDED_SHORT, 4),
    (_COMMUNITY, 20),
    (_EXTENDED, 4),
    (_CAUTION, 6),
    (_YOUTH_ORDER, 2),
    (_YOUTH_REFERRAL, 1),
    (_YOUTH_CAUTION, 1),
]
UNSENTENCED = Sentence(WITHOUT_END)

# What every county has a few of.
RARE = {
    "life": Sentence(WITHOUT_END, did=Did.LIFE, served=1, grave=True),
    "public protection": Sentence(
        WITHOUT_END,
        did=Did.PUBLIC_PROTECTION,
        served=1,
        grave=True,
        since=date(2005, 4, 4),
        until=date(2012, 12, 2),
        schedule_3_order=0.5,
    ),
    "special custodial": Sentence(
        WITHOUT_END,
        did=Did.SPECIAL_CUSTODIAL,
        term=(36, 84),
        extension=(12, 12),
        served=0.6,
        grave=True,
        since=date(2015, 4, 13),
    ),
    "detention and training": Sentence(
        60, did=Did.DETENTION_AND_TRAINING, term=(18, 24), served=0.5, youth=True
    ),
    "short detention and training": Sentence(
        42, did=Did.DETENTION_AND_TRAINING, term=(4, 12), served=0.5, youth=True
    ),
    "youth detention": Sentence(
        WITHOUT_END, did=Did.YOUTH_DETENTION, term=(30, 60), served=0.5, youth=True, grave=True
    ),
    "hospital": Sentence(84, did=Did.HOSPITAL, hospital=True, grave=True),
    "restricted hospital": Sentence(WITHOUT_END, did=Did.HOSPITAL_AND_RESTRICTION, hospital=True, grave=True),
    "insanity": Sentence(84, how=How.FINDING_INSANITY, did=Did.HOSPITAL, hospital=True, grave=True),
    "disability": Sentence(
        WITHOUT_END,
        how=How.FINDING_DISABILITY,
        did=Did.HOSPITAL_AND_RESTRICTION,
        hospital=True,
        grave=True,
    ),
    "disability, later tried": Sentence(
        84, how=How.FINDING_DISABILITY, did=Did.HOSPITAL, twist="later tried"
    ),
    "court martial": Sentence(60, how=How.SERVICE_CONVICTION, did=Did.SERVICE_DETENTION, twist="service"),
    "court martial, prison": Sentence(
        120, how=How.SERVICE_CONVICTION, did=Did.IMPRISONMENT, term=(8, 20), served=0.5
    ),
    "overseas": Sentence(120, how=How.OVERSEAS_NOTICE, did=Did.IMPRISONMENT, term=(8, 24), twist="overseas"),
    "overseas, long": Sentence(
        WITHOUT_END, how=How.OVERSEAS_NOTICE, did=Did.IMPRISONMENT, term=(36, 72), twist="overseas"
    ),
    "risk order": Sentence(60, how=How.SRO_BREACH, since=date(2016, 3, 1), twist="risk order"),
    "conditional discharge": Sentence(24, did=Did.CONDITIONAL_DISCHARGE, term=(24, 36)),
    "absolute discharge": Sentence(60, did=Did.COMMUNITY, twist="absolute discharge"),
    "fine": Sentence(60, did=Did.FINE),
    "other": Sentence(60, did=Did.OTHER),
    "consecutive": Sentence(
        WITHOUT_END, did=Did.IMPRISONMENT, term=(18, 24), served=0.8, grave=True, twist="consecutive"
    ),
    "concurrent": Sentence(120, did=Did.IMPRISONMENT, term=(20, 28), served=0.5, twist="concurrent"),
    "overlapping": Sentence(120, did=Did.IMPRISONMENT, term=(16, 18), served=0.5, twist="overlapping"),
    "before the Act": Sentence(
        WITHOUT_END,
        did=Did.IMPRISONMENT,
        term=(36, 84),
        served=0.5,
        grave=True,
        since=date(1998, 1, 5),
        until=date(2004, 1, 31),
        twist="before the Act",
    ),
    "carried over": Sentence(
        WITHOUT_END,
        did=Did.IMPRISONMENT,
        term=(48, 96),
        served=0.5,
        grave=True,
        since=date(1994, 1, 5),
        until=date(1997, 8, 1),
        twist="before the Act",
    ),
    "quashed": Sentence(60, did=Did.COMMUNITY, twist="quashed"),
    "threshold": Sentence(60, did=Did.COMMUNITY, twist="threshold"),
    "order on application": Sentence(24, how=How.CAUTION, twist="order on application"),
    "interim order": Sentence(60, did=Did.COMMUNITY, since=date(2015, 6, 1), twist="interim order"),
    "order discharged": Sentence(120, did=Did.SUSPENDED, term=(12, 24), twist="order discharged"),
    "reoffended": Sentence(60, did=Did.COMMUNITY, twist="reoffended"),
    "community": _COMMUNITY,
    "suspended": _SUSPENDED,
    "long": _LONG,
    "caution": _CAUTION,
    "youth order": _YOUTH_ORDER,
    "referral": _YOUTH_REFERRAL,
    "extended": _EXTENDED,
    "unsentenced": UNSENTENCED,
    "remanded": Sentence(WITHOUT_END, twist="remanded"),
}
OFFENCES = [
    "Sexual assault (Sexual Offences Act 2003 s.3)",
    "Making indecent photographs of a child (Protection of Children Act 1978 s.1)",
    "Possessing indecent photographs of a child (Criminal Justice Act 1988 s.160)",
    "Sexual activity with a child (Sexual Offences Act 2003 s.9)",
    "Causing or inciting a child to engage in sexual activity (Sexual Offences Act 2003 s.10)",
    "Sexual communication with a child (Sexual Offences Act 2003 s.15A)",
    "Meeting a child following sexual grooming (Sexual Offences Act 2003 s.15)",
    "Exposure (Sexual Offences Act 2003 s.66)",
    "Voyeurism (Sexual Offences Act 2003 s.67)",
    "Arranging or facilitating a child sex offence (Sexual Offences Act 2003 s.14)",
]
GRAVE_OFFENCES = [
    "Rape (Sexual Offences Act 2003 s.1)",
    "Assault by penetration (Sexual Offences Act 2003 s.2)",
    "Sexual assault of a child under 13 (Sexual Offences Act 2003 s.7)",
    "Sexual activity with a child (Sexual Offences Act 2003 s.9)",
    "Causing or inciting a child to engage in sexual activity (Sexual Offences Act 2003 s.10)",
    "Distributing indecent photographs of a child (Protection of Children Act 1978 s.1)",
]
EARLIER_OFFENCES = ["Indecent assault (Sexual Offences Act 1956 s.14)", "Rape (Sexual Offences Act 1956 s.1)"]
VIOLENT_OFFENCES = [
    "Wounding with intent (Offences against the Person Act 1861 s.18)",
    "Grievous bodily harm (Offences against the Person Act 1861 s.20)",
    "Attempted murder (Criminal Attempts Act 1981 s.1)",
    "Robbery (Theft Act 1968 s.8)",
    "Threats to kill (Offences against the Person Act 1861 s.16)",
    "Manslaughter (common law)",
    "Kidnapping (common law)",
    "Arson being reckless as to whether life was endangered (Criminal Damage Act 1971 s.1)",
]
