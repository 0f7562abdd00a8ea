"""Values, labels and tag colours of the record, in one place.

Kinds that the law turns on carry the statute engine's own names, so that no second table translates them.
"""

from django.db import models


class PersonKind(models.TextChoices):
    """Why Vigil holds a record; `pdp` has no conviction and is never called an offender."""

    REGISTERED_SEXUAL_OFFENDER = "rso", "Registered sexual offender"
    VIOLENT = "violent", "Violent offender"
    OTHER_DANGEROUS = "category_3", "Other dangerous offender"
    TERRORIST = "category_4", "Terrorist or terrorist-risk offender"
    POTENTIALLY_DANGEROUS = "pdp", "Potentially dangerous person"


class Sex(models.TextChoices):
    MALE = "male", "Male"
    FEMALE = "female", "Female"
    UNKNOWN = "unknown", "Not known"


class ManagementLevel(models.TextChoices):
    """The level that drives visits. Declared highest first: `order` sorts lists by it."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    UNASSESSED = "unassessed", "Not assessed: treat as high"

    @property
    def colour(self) -> str:
        return _LEVEL_COLOURS[self]

    @property
    def order(self) -> int:
        """0 is seen first. An unassessed person is treated as high until somebody has assessed them."""
        return _LEVEL_ORDER[self]


_LEVEL_COLOURS = {
    ManagementLevel.VERY_HIGH: "red",
    ManagementLevel.HIGH: "orange",
    ManagementLevel.MEDIUM: "yellow",
    ManagementLevel.LOW: "green",
    ManagementLevel.UNASSESSED: "grey",
}
_LEVEL_ORDER = {
    ManagementLevel.VERY_HIGH: 0,
    ManagementLevel.HIGH: 1,
    ManagementLevel.UNASSESSED: 1,
    ManagementLevel.MEDIUM: 2,
    ManagementLevel.LOW: 3,
}


class Source(models.TextChoices):
    """How a statement about a person came to be known."""

    OBSERVED = "observed", "Seen by an officer"
    SELF = "self", "Said by the person"
    DOCUMENT = "document", "Document or order"
    POLICE = "police", "Police system (PNC, PND, local)"
    PARTNER = "partner", "Partner agency"
    FAMILY = "family", "Family or partner of the person"
    PUBLIC = "public", "Member of the public"
    OPEN = "open", "Open source or social media"
    INTELLIGENCE = "intelligence", "Intelligence report"


class Standing(models.TextChoices):
    FACT = "fact", "A fact"
    OPINION = "opinion", "An opinion or assessment"


class NameKind(models.TextChoices):
    LEGAL = "legal", "Legal name"
    ALIAS = "alias", "Other name used"
    NICKNAME = "nickname", "Nickname"
    ONLINE = "online", "Online name"


class SearchKind(models.TextChoices):
    """What somebody can be found by. `former` is what it is called once it is no longer so."""

    NAME = "name", "Name"
    ALIAS = "alias", "Other name"
    ONLINE = "online", "Online name"
    BORN = "born", "Date of birth"
    REFERENCE = "reference", "Reference"
    ADDRESS = "address", "Address"
    TELEPHONE = "telephone", "Telephone"
    EMAIL = "email", "E-mail"
    VEHICLE = "vehicle", "Vehicle"
    DEVICE = "device", "Device"
    DOCUMENT = "document", "Passport or other document"
    ACCOUNT = "account", "Bank account or card"
    # What stands on the record of somebody else, or of a firm: never taken for the person's own.
    ASSOCIATE = "associate", "Somebody close to them"
    WORKPLACE = "workplace", "Work or study"
    PLACE = "place", "Place they go"

    @property
    def former(self) -> str:
        return _FORMER.get(self) or f"Previous {str(self.label).lower()}"


_FORMER = {
    SearchKind.NAME: "Former name",
    SearchKind.ASSOCIATE: "Somebody once close to them",
    SearchKind.PLACE: "Place they went",
}


class OccupancyKind(models.TextChoices):
    """Home address is a term of the Act: the sole or main residence, or where there is none a place where the
    person can regularly be found (s.83(7))."""

    RESIDENCE = "residence", "Sole or main residence"
    NO_FIXED_ABODE = "no_fixed_abode", "No fixed address: a place where they can regularly be found"
    OTHER = "other", "Other address regularly used"
    PREVIOUS = "previous", "Earlier home, from before they had to notify"
    APPROVED_PREMISES = "ap", "Approved premises"
    BAIL = "bail", "Bail address"
    HOSTING = "hosting", "Stays with somebody who hosts them"
    PARTNERS = "partner", "Partner's home"
    FAMILY = "family", "Family's home"
    WORK = "work", "Place of work"
    PRISON = "prison", "Prison"
    HOSPITAL = "hospital", "Hospital"


HOME_KINDS = [OccupancyKind.RESIDENCE, OccupancyKind.NO_FIXED_ABODE]


class YesNoUnknown(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class AbsenceKind(models.TextChoices):
    """Time away from home. All but the last two are disregarded time (s.83(6)); the engine decides, not this list."""

    CUSTODY = "custody", "Remanded in custody by a court"
    SENTENCE = "sentence", "Serving a sentence of imprisonment or detention"
    SERVICE_CUSTODY = "service_custody", "Service custody"
    HOSPITAL_PART_3 = "hospital_part_3", "Detained in hospital by a court (Mental Health Act Part 3)"
    ABROAD = "abroad", "Outside the United Kingdom"
    HOSPITAL_OTHER = "hospital_other", "In hospital otherwise"
    POLICE_DETENTION = "police_detention", "Police detention"


DETENTION_KINDS = [
    AbsenceKind.CUSTODY,
    AbsenceKind.SENTENCE,
    AbsenceKind.SERVICE_CUSTODY,
    AbsenceKind.HOSPITAL_PART_3,
]


class TriggerKind(models.TextChoices):
    """What makes a person subject to the notification requirements (ss.80, 81, 96ZA, 122G)."""

    CONVICTION = "conviction", "Conviction"
    CAUTION = "caution", "Caution"
    FINDING_INSANITY = "finding_insanity", "Found not guilty by reason of insanity"
    FINDING_DISABILITY = "finding_disability", "Found under a disability and to have done the act"
    SERVICE_CONVICTION = "service_conviction", "Conviction by a service court"
    OVERSEAS_NOTICE = "overseas_notice", "Conviction abroad, with a section 96ZA notice"
    SRO_BREACH = "sro_breach", "Breach of a sexual risk order"


class DisposalKind(models.TextChoices):
    """What the court did; the period turns on it (s.82(1))."""

    IMPRISONMENT = "imprisonment", "Imprisonment"
    SUSPENDED = "suspended_imprisonment", "Suspended sentence of imprisonment"
    EXTENDED = "extended_sentence", "Extended sentence"
    SPECIAL_CUSTODIAL = "special_custodial_sentence", "Special custodial sentence"
    LIFE = "life", "Life imprisonment"
    PUBLIC_PROTECTION = "imprisonment_for_public_protection", "Imprisonment for public protection"
    DETENTION_AND_TRAINING = "detention_and_training_order", "Detention and training order"
    YOUTH_DETENTION = "youth_detention", "Detention of a young person"
    HOSPITAL = "hospital_order", "Hospital order"
    HOSPITAL_AND_RESTRICTION = "hospital_and_restriction_order", "Hospital order with a restriction order"
    SERVICE_DETENTION = "service_detention", "Service detention"
    CONDITIONAL_DISCHARGE = "conditional_discharge", "Conditional discharge"
    ABSOLUTE_DISCHARGE = "absolute_discharge", "Absolute discharge"
    COMMUNITY = "community_order", "Community order"
    YOUTH_REHABILITATION = "youth_rehabilitation_order", "Youth rehabilitation order"
    REFERRAL = "referral_order", "Referral order"
    FINE = "fine", "Fine"
    OTHER = "other", "Any other disposal"


# The length of these decides the period, so it must be known (FORMAT of the statute engine).
TERM_NEEDED = frozenset(
    {
        DisposalKind.IMPRISONMENT,
        DisposalKind.SUSPENDED,
        DisposalKind.EXTENDED,
        DisposalKind.SPECIAL_CUSTODIAL,
        DisposalKind.DETENTION_AND_TRAINING,
        DisposalKind.YOUTH_DETENTION,
        DisposalKind.CONDITIONAL_DISCHARGE,
    }
)
EXTENSION_TAKEN = frozenset({DisposalKind.EXTENDED, DisposalKind.SPECIAL_CUSTODIAL})


class OrderKind(models.TextChoices):
    SHPO = "shpo", "Sexual harm prevention order"
    INTERIM_SHPO = "interim_shpo", "Interim sexual harm prevention order"
    SOPO = "sopo", "Sexual offences prevention order"
    INTERIM_SOPO = "interim_sopo", "Interim sexual offences prevention order"
    SRO = "sro", "Sexual risk order"
    INTERIM_SRO = "interim_sro", "Interim sexual risk order"
    VOO = "voo", "Violent offender order"
    # Below: recorded with their conditions, and no concern of the notification requirements.
    RSHO = "rsho", "Risk of sexual harm order"
    FTO = "fto", "Foreign travel order"
    SHO = "sho_scotland", "Sexual harm order made in Scotland"
    RESTRAINING = "restraining", "Restraining order"
    NON_MOLESTATION = "non_molest", "Non-molestation order"
    STALKING = "spo", "Stalking protection order"
    DVPO = "dvpo", "Domestic violence protection order"
    DAPO = "dapo", "Domestic abuse protection order"
    CBO = "cbo", "Criminal behaviour order"
    STPO = "stpo", "Slavery and trafficking prevention order"
    STRO = "stro", "Slavery and trafficking risk order"
    SCPO = "scpo", "Serious crime prevention order"
    BARRED_CHILDREN = "barred_child", "Barred from working with children"
    BARRED_ADULTS = "barred_adult", "Barred from working with vulnerable adults"
    OTHER = "other", "Another order"


# The orders that the statute engine knows: all others are kept from it (notifications.facts).
LAW_ORDERS = [
    OrderKind.SHPO,
    OrderKind.INTERIM_SHPO,
    OrderKind.SOPO,
    OrderKind.INTERIM_SOPO,
    OrderKind.SRO,
    OrderKind.INTERIM_SRO,
    OrderKind.VOO,
]


class ShareBasis(models.TextChoices):
    """Why a record is open to one named user."""

    NAMED = "named", "Shared by name"
    PANEL = "panel", "Member of the meeting's panel"
    RESTRICTED = "restricted", "Named on a restricted record"


class ArchiveReason(models.TextChoices):
    """Why a record is no longer worked on."""

    NO_LONGER_MANAGED = "not_managed", "No longer managed"
    DECEASED = "deceased", "Died"
    ERRONEOUS = "erroneous", "Opened in error"


class EmergencyReason(models.TextChoices):
    """Why a record beyond one's reach is opened without waiting for anybody."""

    RISK_TO_LIFE = "life", "Risk to somebody's life or safety now"
    CHILD = "child", "A child may be at risk now"
    MISSING_OR_WANTED = "missing", "They are missing, wanted or have just been found"
    OFFICER_SAFETY = "officers", "Officers are about to meet them"
    OTHER = "other", "Another urgent policing reason"


class EmergencyFinding(models.TextChoices):
    """What the reviewer found of an emergency opening."""

    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "unjustified", "Not justified: advice given"
    REFERRED = "referred", "Referred to professional standards"


class Basis(models.TextChoices):
    """The relationship by which a user sees a record, closest first."""

    MANAGER = "manager", "The person's manager"
    COVER = "cover", "Covering for the manager"
    SUPERVISOR = "supervisor", "Supervisor of the unit"
    UNIT = "unit", "Same unit"
    FORCE = "force", "Role across the force"
    PANEL = "panel", "Member of the meeting's panel"
    NAMED = "named", "Shared by name"
    EMERGENCY = "emergency", "Opened in an emergency"


class ContactKind(models.TextChoices):
    """How the contact came about. A home visit is none: it is recorded as a visit."""

    CALL = "call", "Telephone call"
    MESSAGE = "message", "Message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    OFFICE_VISIT = "office_visit", "Visit to the office"
    MEETING = "meeting", "Meeting"
    THIRD_PARTY = "third_party", "Somebody else, about them"


class ContactDirection(models.TextChoices):
    FROM_THEM = "in", "They came to us"
    TO_THEM = "out", "We went to them"


class ContactOutcome(models.TextChoices):
    """What follows. Always said: a log that does not say it cannot be counted."""

    NOTHING = "nothing", "Nothing further"
    NOT_REACHED = "not_reached", "Not reached"
    APPOINTMENT = "appointment", "Appointment made"
    FOLLOW_UP = "follow_up", "Something to be done"
    CONCERN = "concern", "Raises a concern"

    @property
    def colour(self) -> str:
        return {"concern": "red", "follow_up": "yellow", "not_reached": "orange"}.get(self.value, "grey")


class VehicleKind(models.TextChoices):
    CAR = "car", "Car"
    VAN = "van", "Van or lorry"
    MOTORCYCLE = "motorcycle", "Motorcycle or scooter"
    BICYCLE = "bicycle", "Bicycle"
    CARAVAN = "caravan", "Caravan or camper"
    BOAT = "boat", "Boat"
    OTHER = "other", "Something else"


class WarningKind(models.TextChoices):
    """What staff are warned of. Declared gravest first: the identity bar shows them in this order."""

    ALONE = "alone", "Do not approach alone"
    VIOLENCE = "violence", "Violence towards staff"
    WEAPONS = "weapons", "Weapons"
    DOGS = "dogs", "Dogs at the address"
    ALLEGATIONS = "allegations", "Makes allegations against staff"
    INFECTION = "infection", "Infection risk"
    ESCAPE = "escape", "Escape risk"
    CHILDREN = "children", "Risk to children"
    OTHER = "other", "Another warning"


class SoughtKind(models.TextChoices):
    MISSING = "missing", "Missing: nobody knows where they are"
    WANTED = "wanted", "Wanted: an arrest is needed"

    @property
    def short(self) -> str:
        return self.name.capitalize()


class SoughtEnd(models.TextChoices):
    """How somebody who was missing or wanted stands once they have been found."""

    ARRESTED = "arrested", "Arrested"
    CUSTODY = "custody", "In custody"
    COMPLYING = "complying", "Found, and complying"
    HOSPITAL = "hospital", "In hospital"
    ABROAD = "abroad", "Abroad"
    DIED = "died", "Died"
    WITHDRAWN = "withdrawn", "No longer sought"


class GoneKind(models.TextChoices):
    DECEASED = "deceased", "Died"
    DEPORTED = "deported", "Deported"


class MappaCategory(models.TextChoices):
    ONE = "1", "1: registered sexual offender"
    TWO = "2", "2: violent or other sexual offender"
    THREE = "3", "3: other dangerous offender"
    FOUR = "4", "4: terrorist or terrorist-risk offender"


class MappaLevel(models.TextChoices):
    ONE = "1", "1: one agency manages"
    TWO = "2", "2: agencies meet"
    THREE = "3", "3: agencies meet, with senior staff"


class LeadAgency(models.TextChoices):
    """The agency that leads on managing the person's risk (MAPPA guidance)."""

    POLICE = "police", "Police"
    PROBATION = "probation", "Probation Service"
    PRISON = "prison", "Prison Service"
    YOUTH = "youth", "Youth justice service"
    HEALTH = "health", "Mental health trust"
