"""What the police were told, and when: notifications in the order they were given."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from notifications.law.counting import Day, Moment, start_of
from notifications.law.facts import Facts, Journey, Notification


class Notified:
    """The notifications known at the moment judged: by `given_at`, a bare date as its start, then by id.

    A notification after that moment is left out. A journey's `notified_at` and `return_notified_at` stand for an
    86(2) and an 86(3) with the journey's id.
    """

    def __init__(self, facts: Facts) -> None:
        told = [*facts.notifications, *_of_journeys(facts.journeys)]
        self.all = sorted((each for each in told if not facts.is_after(each.given)), key=in_order)
        self.by_id = {each.id: each for each in self.all}
        self.initial = [each for each in self.all if each.section == "83(1)"]
        self._initial_moments = [each.given.moment for each in self.initial]
        self._about: defaultdict[str, list[Notification]] = defaultdict(list)
        for each in self.all:
            for subject in dict.fromkeys(each.about):
                self._about[subject].append(each)
        self.addresses: dict[str, Notification] = {}
        """The first 83(1) or 84(1), not in advance, to name each address (s.84(1)(c))."""
        self.households: dict[str, Notification] = {}
        """The first 83(1) to name each child household (S.I. 2012/1876 reg.11(2)(a))."""
        for each in self.all:
            if each.section in ("83(1)", "84(1)") and not each.in_advance:
                for address in each.addresses:
                    self.addresses.setdefault(address, each)
            if each.section == "83(1)":
                for household in each.households:
                    self.households.setdefault(household, each)

    def first_initial(self, since: Day) -> Notification | None:
        """The first 83(1) given on or after a day."""
        at = bisect_left(self._initial_moments, start_of(since))
        return self.initial[at] if at < len(self.initial) else None

    def last_initial(self, before: Day) -> Notification | None:
        """The last 83(1) given before a day."""
        at = bisect_left(self._initial_moments, start_of(before))
        return self.initial[at - 1] if at else None

    def about(self, *subjects: str, sections: Container[str] | None = None) -> Iterator[Notification]:
        """Those about any of the things named, of the given sections (of any, if None), in order."""
        if len(subjects) == 1:
            found: Iterable[Notification] = self._about.get(subjects[0], ())
        else:
            unique = {each.id: each for subject in subjects for each in self._about.get(subject, ())}
            found = sorted(unique.values(), key=in_order)
        return (each for each in found if sections is None or each.section in sections)


def in_order(notification: Notification) -> tuple[Moment, str]:
    """The order of notifications: by the moment given, a bare date as its start; then by id."""
    return notification.given.moment, notification.id


def _of_journeys(journeys: Iterable[Journey]) -> list[Notification]:
    told = []
    for journey in journeys:
        if journey.notified is not None:
            told.append(Notification(journey.id, "86(2)", journey.notified, about=(journey.id,)))
        if journey.return_notified is not None:
            told.append(Notification(journey.id, "86(3)", journey.return_notified, about=(journey.id,)))
    return told
