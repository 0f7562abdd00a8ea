"""The blocks of the record, in the order in which an officer asks. Which kinds of fact stand in each, the kinds say."""

from __future__ import annotations

from dataclasses import dataclass

from offenders.kinds import FactKind, all_kinds
from offenders.policies import Relationship
from practice import keys
from practice.rules import Unit


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the record, edited and confirmed by itself. `name` stands in addresses."""

    name: str
    title: str
    holds: str  # what belongs here, for whoever is about to fill it in

    @property
    def kinds(self) -> list[FactKind]:
        return sorted((kind for kind in all_kinds() if kind.block == self.name), key=lambda kind: kind.order)

    def kinds_for(self, relationship: Relationship) -> list[FactKind]:
        """Those of its kinds that this reader reads; a block without any is not there for them."""
        return [kind for kind in self.kinds if relationship.reads(kind.field_class)]

    @property
    def policy(self) -> str:
        """The key under which a force says how long a confirmation holds."""
        return f"record.confirm.{self.name}"


BLOCKS = {
    block.name: block
    for block in (
        Block("identity", "Identity and references", "Who they are, the numbers other systems know them by."),
        Block("names", "Names", "Legal, former, other and online names."),
        Block("description", "Description and marks", "What they look like, down to shoe size."),
        Block("addresses", "Addresses", "Where they live and stay, who else is there."),
        Block("whereabouts", "Custody, hospital and absence", "Where they have been kept, or have gone."),
        Block(
            "household",
            "Children and household",
            "Children of theirs or near them, and what contact is agreed.",
        ),
        Block(
            "contact", "Telephones, e-mail and accounts", "How they are reached, and where they are online."
        ),
        Block("devices", "Devices", "What they use to go online, and what monitors it."),
        Block("routine", "Daily routine", "Where they are on which day, and how they get there."),
        Block("vehicles", "Vehicles", "What they drive, ride, sail or sleep in."),
        Block("work", "Work, education and volunteering", "What they do, and whom it brings them near."),
        Block("finance", "Finance", "Accounts, cards, benefits and spending."),
        Block(
            "relationships", "Relationships", "Partners, family, friends and associates, and what they know."
        ),
        Block("health", "Health", "Conditions, treatment and needs."),
        Block("safety", "Risk to staff", "What an officer must know before knocking."),
        Block(
            "offending", "Offending and sentences", "What they did, to whom and how, and what the court did."
        ),
        Block(
            "orders", "Orders and licence", "Every order and licence, with each condition in its own words."
        ),
        Block("decisions", "Decisions", "What was decided about them, and why."),
    )
}

for _block in BLOCKS.values():
    keys.add(_block.policy, Unit.MONTHS, _block.title, keys.Group.RECORD, most=60)


def blocks_for(relationship: Relationship) -> list[Block]:
    """The blocks of which this reader reads something."""
    return [block for block in BLOCKS.values() if block.kinds_for(relationship)]
