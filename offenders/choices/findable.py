"""What a person is called and drives, and by what they can be found."""

from django.db import models


class NameKind(models.TextChoices):
    LEGAL = "legal", "Legal name"
    ALIAS = "alias", "Other name used"
    NICKNAME = "nickname", "Nickname"
    ONLINE = "online", "Online name"


class VehicleKind(models.TextChoices):
    CAR = "car", "Car"
    VAN = "van", "Van or lorry"
    MOTORCYCLE = "motorcycle", "Motorcycle or scooter"
    BICYCLE = "bicycle", "Bicycle"
    CARAVAN = "caravan", "Caravan or camper"
    BOAT = "boat", "Boat"
    OTHER = "other", "Something else"


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
