"""What describes a person, as plain rows like those of `ops.demo.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

Id: TypeAlias = str
Day: TypeAlias = date


class Secret(str):
    """A text whose column holds it encrypted."""


@dataclass(frozen=True, slots=True)
class Blind:
    """The blind index of a text, as the column of this model and field holds it."""

    of: str
    text: str


class Particulars(NamedTuple):
    id: Id
    person_id: Id
    place_of_birth: str
    nationalities: str
    immigration: str
    ethnicity: str
    ethnicity_code: str
    language: str
    interpreter: str
    religion: str
    marital: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Identifier(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    number: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class NhsNumber(NamedTuple):
    id: Id
    person_id: Id
    number: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class InsuranceNumber(NamedTuple):
    id: Id
    person_id: Id
    number: Secret
    number_index: Blind
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class IdentityDocument(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    number: Secret
    number_index: Blind
    issuer: str
    expires_on: Day
    place: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Description(NamedTuple):
    id: Id
    person_id: Id
    height_cm: int
    weight_kg: int
    build: str
    hair: str
    facial_hair: str
    eyes: str
    complexion: str
    accent: str
    hand: str
    glasses: str
    shoe_size: str
    clothing_size: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Mark(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    site: str
    description: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class AddressNote(NamedTuple):
    id: Id
    person_id: Id
    occupancy_id: Id
    access: str
    dogs: str
    occupants: str
    tenure: str
    landlord: str
    near_children: str
    near: str
    verified_on: Day
    verified_how: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class ProtectedAddress(NamedTuple):
    id: Id
    person_id: Id
    who: Secret
    address: Secret
    why: Secret
    area: Secret
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Child(NamedTuple):
    id: Id
    person_id: Id
    tie: str
    name: str
    date_of_birth: Day
    lives: Secret
    school: Secret
    contact: str
    arrangement: str
    plan: str
    social_worker: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class HouseholdMember(NamedTuple):
    id: Id
    person_id: Id
    name: str
    relation: str
    aware: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Device(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    state: str
    make: str
    serial: str
    imei_1: str
    system: str
    location: str
    online: str
    encrypted: str
    permitted: str
    notified_on: Day | None
    examined_on: Day | None
    examined: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Monitoring(NamedTuple):
    id: Id
    person_id: Id
    device_id: Id
    product: str
    licence: str
    installed_on: Day
    heard_on: Day
    authority: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class DigitalService(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    provider: str
    account: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class Telephone(NamedTuple):
    id: Id
    person_id: Id
    number: str
    kind: str
    network: str
    device_id: Id | None
    seen_on: Day | None
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class EmailAddress(NamedTuple):
    id: Id
    person_id: Id
    address: str
    source: str
    recorded_at: datetime
    recorded_by_id: Id


class OnlineAccount(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    platform: str
    handle: str
    seen_on: Day | None
    source: str
    recorded_at: datetime
    recorded_by_id: Id


PortraitRow: TypeAlias = (
    Particulars
    | Identifier
    | NhsNumber
    | InsuranceNumber
    | IdentityDocument
    | Description
    | Mark
    | AddressNote
    | ProtectedAddress
    | Child
    | HouseholdMember
    | Device
    | Monitoring
    | DigitalService
    | Telephone
    | EmailAddress
    | OnlineAccount
)
