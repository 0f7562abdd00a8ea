"""What people do, own, owe, know and were told, as plain rows like those of `ops.demo.rows`: one type a table."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

# Every row begins and ends alike; a column that a type leaves out takes the default of the model's field.
_BEFORE, _AFTER = ("id", "person_id"), ("source", "recorded_at", "recorded_by_id")


def _row(name: str, columns: str) -> Any:
    return namedtuple(name, [*_BEFORE, *columns.split(), *_AFTER])


Routine = _row("Routine", "kind days times place travel company children_there")
Pet = _row("Pet", "kind description temper kept")
Occupation = _row(
    "Occupation",
    "kind organisation role place telephone hours children vulnerable access aware disclosure barring_check starts_on",
)
BankAccount = _row("BankAccount", "bank kind sort_code account_number account_index joint_with use")
PaymentCard = _row("PaymentCard", "kind issuer number expires")
MoneyMatter = _row("MoneyMatter", "kind description amount")
Association = _row(
    "Association",
    "kind name other_id contact strength aware their_children disclosure note starts_on ends_on",
)
HealthEntry = _row("HealthEntry", "kind description treatment professional meaning")
OffenceAccount = _row("OffenceAccount", "kind account victim_type images")
Allegation = _row("Allegation", "allegation starts_on outcome reference account")
OtherConviction = _row("OtherConviction", "offence where starts_on court outcome")
Victim = _row(
    "Victim", "identity group sex known_as contact_rules zone scheme liaison informed_on informed_of"
)
OrderCondition = _row(
    "OrderCondition",
    "order_id kind requirement number wording checked variation starts_on ends_on replaces_id permits_monitoring",
)
Licence = _row("Licence", "kind starts_on licence_ends_on sentence_ends_on officer")
LicenceCondition = _row("LicenceCondition", "licence_id kind number wording standard starts_on")
Decision = _row("Decision", "decision starts_on information threat powers options action review_on")
