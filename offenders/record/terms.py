"""Values and labels of the entries of the record's blocks, in one place."""

from __future__ import annotations

from django.db import models


class RoutineKind(models.TextChoices):
    WORK = "work", "Work or study"
    FAMILY = "family", "Family or school run"
    SHOPS = "shops", "Shops"
    GYM = "gym", "Gym or sport"
    CLUB = "club", "Club or society"
    WORSHIP = "worship", "Place of worship"
    HOBBY = "hobby", "Hobby"
    SOCIAL = "social", "Pub, café or friends"
    APPOINTMENT = "appointment", "Appointment"
    OUTDOORS = "outdoors", "Park, walk or dog walk"
    ONLINE = "online", "Time online"
    SLEEP = "sleep", "Sleep"
    OTHER = "other", "Something else"


class RoutineDays(models.TextChoices):
    EVERY_DAY = "every_day", "Every day"
    WEEKDAYS = "weekdays", "Weekdays"
    WEEKENDS = "weekends", "Weekends"
    MONDAY = "monday", "Mondays"
    TUESDAY = "tuesday", "Tuesdays"
    WEDNESDAY = "wednesday", "Wednesdays"
    THURSDAY = "thursday", "Thursdays"
    FRIDAY = "friday", "Fridays"
    SATURDAY = "saturday", "Saturdays"
    SUNDAY = "sunday", "Sundays"
    MONTHLY = "monthly", "About once a month"
    IRREGULAR = "irregular", "No fixed day"


class TravelMode(models.TextChoices):
    FOOT = "foot", "On foot"
    BICYCLE = "bicycle", "Bicycle"
    CAR = "car", "Car or van"
    LIFT = "lift", "Lift from somebody"
    BUS = "bus", "Bus"
    TRAIN = "train", "Train or tram"
    TAXI = "taxi", "Taxi"
    OTHER = "other", "Another way"


class PetKind(models.TextChoices):
    DOG = "dog", "Dog"
    CAT = "cat", "Cat"
    HORSE = "horse", "Horse or pony"
    OTHER = "other", "Another animal"


class OccupationKind(models.TextChoices):
    EMPLOYED = "employed", "Employed"
    SELF_EMPLOYED = "self_employed", "Self-employed"
    CASUAL = "casual", "Casual or cash work"
    STUDYING = "studying", "Education or training"
    VOLUNTEERING = "volunteering", "Volunteering"
    SEEKING = "seeking", "Out of work"
    UNABLE = "unable", "Unable to work, or a carer"
    RETIRED = "retired", "Retired"


class Disclosure(models.TextChoices):
    """Whether somebody has been told of what the person has done."""

    NOT_CONSIDERED = "unconsidered", "Not considered yet"
    NOT_NEEDED = "not_needed", "Considered: not needed"
    PLANNED = "planned", "Decided: to be made"
    BY_PERSON = "by_person", "Made by the person, and checked"
    BY_POLICE = "by_police", "Made by police"
    BY_PARTNER = "by_partner", "Made by a partner agency"


class BarringCheck(models.TextChoices):
    """Where a criminal record check by the Disclosure and Barring Service stands."""

    NOT_NEEDED = "not_needed", "Not needed for this role"
    NONE = "none", "Needed, and none made"
    APPLIED = "applied", "Applied for"
    CLEAR = "clear", "Made: nothing shown"
    SHOWN = "shown", "Made: offences shown"
    BARRED = "barred", "Barred from such work"


class AccountKind(models.TextChoices):
    CURRENT = "current", "Current account"
    SAVINGS = "savings", "Savings account"
    BUILDING_SOCIETY = "building_society", "Building society or credit union"
    ONLINE = "online", "Online or app-only account"
    ABROAD = "abroad", "Account abroad"
    OTHER = "other", "Another account"


class CardKind(models.TextChoices):
    DEBIT = "debit", "Debit card"
    CREDIT = "credit", "Credit card"
    PREPAID = "prepaid", "Prepaid or gift card"
    STORE = "store", "Store card"


class MoneyKind(models.TextChoices):
    BENEFIT = "benefit", "Benefit"
    INCOME = "income", "Other income"
    DEBT = "debt", "Debt or loan"
    SPENDING = "spending", "Spending that causes concern"
    OTHER = "other", "Something else"


class Tie(models.TextChoices):
    """What the other is to the person."""

    PARTNER = "partner", "Partner"
    EX_PARTNER = "ex_partner", "Former partner"
    PARENT = "parent", "Parent or step-parent"
    CHILD = "child", "Adult child"
    SIBLING = "sibling", "Brother or sister"
    FAMILY = "family", "Other family"
    FRIEND = "friend", "Friend"
    CO_OFFENDER = "co_offender", "Co-offender"
    PRISON = "prison", "Met in prison"
    ONLINE = "online", "Online contact"
    COLLEAGUE = "colleague", "Colleague or employer"
    NEIGHBOUR = "neighbour", "Neighbour, landlord or lodger"
    VICTIM = "victim", "Victim, or somebody close to a victim"
    OTHER = "other", "Another tie"


class Strength(models.TextChoices):
    CLOSE = "close", "Close: daily or nearly"
    REGULAR = "regular", "Regular"
    OCCASIONAL = "occasional", "Occasional"
    NONE = "none", "No contact now"


class HealthKind(models.TextChoices):
    GP = "gp", "GP or other clinician"
    PHYSICAL = "physical", "Physical health"
    MENTAL = "mental", "Mental health"
    LEARNING = "learning", "Learning disability"
    NEURODIVERSITY = "neurodiversity", "Neurodiversity"
    SUBSTANCE = "substance", "Alcohol, drugs or other substances"
    MEDICATION = "medication", "Medication"
    SELF_HARM = "self_harm", "Self-harm or suicide"
    CAPACITY = "capacity", "Mental capacity"
    DETENTION = "detention", "Hospital order or section"
    COMMUNICATION = "communication", "Communication need or adjustment"
    OTHER = "other", "Something else"


class AccountOf(models.TextChoices):
    """What an account of the offending is about."""

    INDEX = "index", "The index offence"
    METHOD = "method", "Method"
    GROOMING = "grooming", "Grooming"
    VICTIMS = "victims", "Victim type"
    IMAGES = "images", "Indecent images"
    PATTERN = "pattern", "Pattern and escalation"
    ATTITUDE = "attitude", "Denial or minimisation"
    OTHER = "other", "Something else"


class ImageCategory(models.TextChoices):
    """The categories of the sentencing guideline on indecent images of children."""

    A = "a", "Category A"
    B = "b", "Category B"
    C = "c", "Category C"


class AllegationOutcome(models.TextChoices):
    OPEN = "open", "Under investigation"
    NO_FURTHER_ACTION = "nfa", "No further action"
    NOT_CHARGED = "not_charged", "Not charged: Crown Prosecution Service decision"
    DISCONTINUED = "discontinued", "Charged, then discontinued"
    ACQUITTED = "acquitted", "Found not guilty"
    CIVIL = "civil", "Civil or family court matter"
    OTHER = "other", "Another outcome"


class ConvictedWhere(models.TextChoices):
    UK = "uk", "In the United Kingdom"
    ABROAD = "abroad", "Abroad"


class VictimGroup(models.TextChoices):
    """Age at the time of the offence."""

    UNDER_13 = "under_13", "Under 13"
    UNDER_16 = "under_16", "13 to 15"
    UNDER_18 = "under_18", "16 or 17"
    ADULT = "adult", "18 or over"


class VictimContact(models.TextChoices):
    NOT_OFFERED = "not_offered", "Not offered yet"
    ACCEPTED = "accepted", "In the Victim Contact Scheme"
    DECLINED = "declined", "Declined contact"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"


class ConditionKind(models.TextChoices):
    """What a condition of an order or a licence is about."""

    CHILDREN = "children", "Contact with children"
    PERSON = "person", "Contact with a named person or group"
    RESIDENCE = "residence", "Where they live or stay"
    PLACES = "places", "Places and areas"
    CURFEW = "curfew", "Curfew"
    DEVICES = "devices", "Devices and the internet"
    INSPECTION = "inspection", "Inspection and monitoring"
    WORK = "work", "Work, education or volunteering"
    TRAVEL = "travel", "Travel"
    NAMES = "names", "Names and identities"
    RELATIONSHIPS = "relationships", "New relationships"
    SUPERVISION = "supervision", "Keeping in touch and reporting"
    PROGRAMME = "programme", "Programme or treatment"
    POLYGRAPH = "polygraph", "Polygraph"
    TAGGING = "tagging", "Electronic monitoring"
    TESTING = "testing", "Drug or alcohol testing"
    POSSESSION = "possession", "Possessions"
    CONDUCT = "conduct", "Conduct"
    OTHER = "other", "Something else"


class Requirement(models.TextChoices):
    PROHIBITION = "prohibition", "Must not"
    POSITIVE = "positive", "Must"


class LicenceKind(models.TextChoices):
    STANDARD = "standard", "Standard determinate sentence"
    EXTENDED = "extended", "Extended sentence"
    SPECIAL_CUSTODY = "special", "Sentence for offenders of particular concern"
    LIFE = "life", "Life licence"
    PUBLIC_PROTECTION = "ipp", "Imprisonment for public protection"
    SUPERVISION = "supervision", "Post-sentence supervision"
    HOME_DETENTION = "hdc", "Home detention curfew"
    YOUTH = "youth", "Notice of supervision (young person)"
    OTHER = "other", "Another licence"


class RecallKind(models.TextChoices):
    STANDARD = "standard", "Standard recall"
    FIXED_TERM = "fixed_term", "Fixed-term recall"
    EMERGENCY = "emergency", "Emergency recall"
