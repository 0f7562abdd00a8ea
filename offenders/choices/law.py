"""What made them subject to the notification requirements, in the engine's own words, and the orders on them."""

from django.db import models


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
    NOTIFICATION = "notification", "Notification order"
    INTERIM_VOO = "interim_voo", "Interim violent offender order"
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
