"""Values and labels of the blocks that describe a person: identity, description, addresses, contact, devices."""

from django.db import models


class IdentifierKind(models.TextChoices):
    """The systems that know the person by a number of their own. ViSOR gives way to MAPPS."""

    VISOR = "visor", "ViSOR reference"
    MAPPS = "mapps", "MAPPS reference"
    PNC = "pnc", "PNC ID"
    CRO = "cro", "CRO number"
    FORCE_SYSTEM = "force", "Force record system (Niche, Athena, Connect)"
    CRN = "crn", "Probation case number (nDelius CRN)"
    NOMIS = "nomis", "Prison number (NOMIS)"
    DRIVER = "driver", "Driver number"
    HOME_OFFICE = "home_office", "Home Office reference"
    FINGERPRINTS = "fingerprints", "Fingerprint reference"
    DNA = "dna", "DNA reference"
    OTHER = "other", "Another system's reference"


# What stands beside the name on every page, in this order. MAPPS takes the place of ViSOR; both may be known.
BESIDE_THE_NAME: dict[str, str] = {
    IdentifierKind.VISOR: "ViSOR",
    IdentifierKind.MAPPS: "MAPPS",
    IdentifierKind.PNC: "PNC ID",
}


class PaperKind(models.TextChoices):
    PASSPORT = "passport", "Passport"
    DRIVING_LICENCE = "driving", "Driving licence"
    IDENTITY_CARD = "card", "National identity card"
    RESIDENCE = "residence", "Residence permit or visa"
    TRAVEL = "travel", "Travel document"
    BIRTH = "birth", "Birth certificate"
    OTHER = "other", "Another document"


class PaperPlace(models.TextChoices):
    HELD = "held", "With the person"
    SURRENDERED = "surrendered", "Surrendered to a court or the police"
    SEIZED = "seized", "Seized"
    LOST = "lost", "Reported lost or stolen"
    UNKNOWN = "unknown", "Not known"


class ImmigrationStatus(models.TextChoices):
    CITIZEN = "citizen", "British or Irish citizen"
    SETTLED = "settled", "Settled status or indefinite leave"
    LIMITED = "limited", "Limited leave or pre-settled status"
    ASYLUM = "asylum", "Asylum seeker"
    REFUGEE = "refugee", "Refugee or humanitarian protection"
    NONE = "none", "No leave to remain"
    DEPORTATION = "deportation", "Deportation or removal under way"


class EthnicityCode(models.TextChoices):
    """The self-defined codes of police records (18+1); the words stand beside them and come first."""

    W1 = "W1", "W1 White: British"
    W2 = "W2", "W2 White: Irish"
    W3 = "W3", "W3 White: Gypsy or Irish Traveller"
    W9 = "W9", "W9 White: any other"
    M1 = "M1", "M1 Mixed: White and Black Caribbean"
    M2 = "M2", "M2 Mixed: White and Black African"
    M3 = "M3", "M3 Mixed: White and Asian"
    M9 = "M9", "M9 Mixed: any other"
    A1 = "A1", "A1 Asian: Indian"
    A2 = "A2", "A2 Asian: Pakistani"
    A3 = "A3", "A3 Asian: Bangladeshi"
    A4 = "A4", "A4 Asian: Chinese"
    A9 = "A9", "A9 Asian: any other"
    B1 = "B1", "B1 Black: Caribbean"
    B2 = "B2", "B2 Black: African"
    B9 = "B9", "B9 Black: any other"
    O2 = "O2", "O2 Arab"
    O9 = "O9", "O9 Any other ethnic group"
    NS = "NS", "NS Not stated"


class MaritalStatus(models.TextChoices):
    SINGLE = "single", "Single"
    MARRIED = "married", "Married or in a civil partnership"
    LIVING_TOGETHER = "together", "Living together as a couple"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced or partnership dissolved"
    WIDOWED = "widowed", "Widowed"


class Build(models.TextChoices):
    SLIM = "slim", "Slim"
    MEDIUM = "medium", "Medium"
    STOCKY = "stocky", "Stocky"
    HEAVY = "heavy", "Heavy"
    ATHLETIC = "athletic", "Athletic"


class Hand(models.TextChoices):
    RIGHT = "right", "Right"
    LEFT = "left", "Left"
    BOTH = "both", "Both"


class MarkKind(models.TextChoices):
    TATTOO = "tattoo", "Tattoo"
    SCAR = "scar", "Scar"
    PIERCING = "piercing", "Piercing"
    BIRTHMARK = "birthmark", "Birthmark or mole"
    MISSING = "missing", "Missing or altered part"
    OTHER = "other", "Another mark"


class Tenure(models.TextChoices):
    OWNED = "owned", "Owned"
    SOCIAL = "social", "Rented from a council or housing association"
    PRIVATE = "private", "Rented privately"
    FAMILY = "family", "With family or friends"
    SUPPORTED = "supported", "Hostel or supported housing"
    NONE = "none", "No right to be there"


class ChildTie(models.TextChoices):
    OWN = "own", "Their own child"
    PARTNERS = "partner", "Child of their partner"
    FAMILY = "family", "Another child of the family"
    HOUSEHOLD = "household", "Another child of the household"
    NEAR = "near", "A child they come near"


class PlanStatus(models.TextChoices):
    """What children's services have in place."""

    NONE = "none", "None"
    REFERRED = "referred", "Referred"
    EARLY_HELP = "early", "Early help"
    IN_NEED = "need", "Child in need plan"
    PROTECTION = "protection", "Child protection plan"
    LOOKED_AFTER = "looked_after", "Looked after"
    ADOPTED = "adopted", "Adopted"


class ContactAllowed(models.TextChoices):
    NONE = "none", "No contact"
    LETTERS = "letters", "Letters or calls only"
    SUPERVISED = "supervised", "Supervised contact"
    UNSUPERVISED = "unsupervised", "Unsupervised contact"
    LIVES_WITH = "lives", "Lives with them"


class TelephoneKind(models.TextChoices):
    MOBILE = "mobile", "Mobile"
    HOME = "home", "Home"
    WORK = "work", "Work"
    OTHER = "other", "Somebody else's, used by them"


class AccountKind(models.TextChoices):
    SOCIAL = "social", "Social media"
    MESSAGING = "messaging", "Messaging"
    GAMING = "gaming", "Gaming"
    DATING = "dating", "Dating"
    FORUM = "forum", "Forum or chat room"
    SHOPPING = "shopping", "Buying and selling"
    OTHER = "other", "Another account"


class DeviceKind(models.TextChoices):
    PHONE = "phone", "Phone"
    TABLET = "tablet", "Tablet"
    LAPTOP = "laptop", "Laptop"
    DESKTOP = "desktop", "Desktop computer"
    CONSOLE = "console", "Games console"
    TV = "tv", "Smart TV or streaming stick"
    WATCH = "watch", "Watch"
    READER = "reader", "E-reader"
    STORAGE = "storage", "USB stick, card or drive"
    ROUTER = "router", "Router"
    CAMERA = "camera", "Camera"
    VR = "vr", "Virtual-reality headset"
    CAR = "car", "Car's screen or recorder"
    HOME = "iot", "Doorbell, speaker or other smart device"
    OTHER = "other", "Something else"


class DeviceState(models.TextChoices):
    """Where a device is, and whether an officer has held it. What watches it and what was found on it are entries of
    their own."""

    DECLARED = "declared", "Declared"
    FOUND = "found", "Found, not declared"
    VERIFIED = "verified", "Verified"
    SEIZED = "seized", "Seized"
    RETURNED = "returned", "Returned"
    DESTROYED = "destroyed", "Destroyed"
    DISPOSED = "disposed", "Disposed of"
    LOST = "lost", "Lost"


# From which state to which: the trigger's own list. What was never so is taken off the record, and recorded anew.
_LET_GO = [DeviceState.SEIZED, DeviceState.DISPOSED, DeviceState.LOST]
DEVICE_STEPS: dict[DeviceState, list[DeviceState]] = {
    DeviceState.DECLARED: [DeviceState.VERIFIED, *_LET_GO],
    DeviceState.FOUND: [DeviceState.VERIFIED, *_LET_GO],
    DeviceState.VERIFIED: _LET_GO,
    DeviceState.SEIZED: [DeviceState.RETURNED, DeviceState.DESTROYED],
    DeviceState.RETURNED: [DeviceState.VERIFIED, *_LET_GO],
    DeviceState.LOST: [DeviceState.VERIFIED, DeviceState.SEIZED],
    DeviceState.DESTROYED: [],
    DeviceState.DISPOSED: [],
}
# They do not have it: nothing can watch it.
OUT_OF_HAND = [DeviceState.SEIZED, DeviceState.DESTROYED, DeviceState.DISPOSED, DeviceState.LOST]


class DigitalKind(models.TextChoices):
    INTERNET = "isp", "Internet provider"
    ROUTER = "wifi", "Home network"
    CLOUD = "cloud", "Cloud storage"
    VPN = "vpn", "VPN or private browsing"
    CRYPTO = "crypto", "Crypto wallet"
    OTHER = "other", "Another service"
