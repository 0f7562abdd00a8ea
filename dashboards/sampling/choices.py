"""The words of dip-samples: value, label and colour in one place."""

from __future__ import annotations

from typing import Final

from django.db import models


class Said(models.TextChoices):
    """What is answered to a question."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_APPLICABLE = "na", "Not applicable"

    @property
    def colour(self) -> str:
        return {"yes": "green", "partly": "yellow", "no": "red"}.get(self.value, "grey")


FINDINGS: Final = (Said.PARTLY, Said.NO)  # these say in what, and may ask for something


class Reactively(models.TextChoices):
    """Whether those managed without home visits are drawn from."""

    ANY = "", "Everybody"
    VISITED = "visited", "Only those who are visited"
    REACTIVE = "reactive", "Only those managed reactively"
