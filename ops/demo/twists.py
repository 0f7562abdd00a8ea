"""What is particular about some stories. Each tells the whole of it, for a Story whose sentence names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from offenders.choices import AbsenceKind, DisposalKind, OrderKind, TriggerKind
from ops.demo import places, sentences
from ops.demo.community import Community
from ops.demo.days import COMMENCEMENT, DAY, months_after
from ops.demo.stories import Story, plain

FAR = date(2900, 1, 1)


def _later_tried(story: Story) -> None:
    """Found under a disability, treated, then fit to plead and convicted (s.82(5))."""
    life = story.life
    tried = story.began + timedelta(days=life.between(400, 700))
    found = life.trigger(
        TriggerKind.FINDING_DISABILITY,
        story.began,
        story.offence,
        court=places.CROWN_COURT,
        ended_on=tried,
    )
    life.dispose(found, DisposalKind.HOSPITAL, story.began)
    detained = life.away(AbsenceKind.HOSPITAL_PART_3, story.began, tried, places.HOSPITAL)
    convicted = life.trigger(TriggerKind.CONVICTION, tried, story.offence, court=places.CROWN_COURT)
    life.dispose(convicted, DisposalKind.COMMUNITY, tried)
    story.register.until = months_after(tried, 60) - DAY
    story.register.free_from = tried
    story.register.tell(tried, f"released:{detained}")
    story.go_on(tried)


def _service(story: Story) -> None:
    """Detained by a service court."""
    story.convict()
    if story.later:
        return story.at_liberty()
    if story.sentenced > story.began:
        story.at_liberty()
    out = story.sentenced + timedelta(days=story.life.between(40, 120))
    detained = story.life.away(AbsenceKind.SERVICE_CUSTODY, story.sentenced, out, places.SERVICE_PRISON)
    if out <= story.life.as_of:
        story.register.free_from = out
        story.register.tell(out, f"released:{detained}")
        story.go_on(out)
    return None


def _overseas(story: Story) -> None:
    """Convicted abroad; back here, a section 96ZA notice makes them subject."""
    life = story.life
    abroad = story.began - timedelta(days=life.between(200, 900))
    trigger = life.trigger(
        TriggerKind.OVERSEAS_NOTICE,
        abroad,
        "Equivalent of: " + story.offence,
        court=f"A court in {life.rng.choice([*places.ABROAD])}",
        notice_given_on=story.began,
    )
    life.dispose(trigger, story.did, abroad, story.term)
    if story.until is not None:
        story.register.until = months_after(abroad, story.sentence.subject_for) - DAY
    story.at_liberty()
    story.go_on(story.began)


def _risk_order(story: Story) -> None:
    """A sexual risk order makes nobody subject; its breach does, until it ends (s.122H)."""
    life = story.life
    made = story.began - timedelta(days=life.between(60, 350))
    last_day = months_after(made, 60) - DAY
    if life.chance(0.5):
        life.order(OrderKind.INTERIM_SRO, made - timedelta(days=60), made - DAY, court=story.court)
    order = life.order(
        OrderKind.SRO, made, last_day, court=story.court, served=made + timedelta(days=life.between(0, 4))
    )
    life.trigger(
        TriggerKind.SRO_BREACH,
        story.began,
        "Breach of a sexual risk order (Sexual Offences Act 2003 s.122H)",
        court=story.court,
        order=order,
    )
    story.register.until = last_day
    story.at_liberty()
    story.go_on(story.began)


def _absolute_discharge(story: Story) -> None:
    """An earlier case that ended in an absolute discharge, which makes nobody subject (s.134)."""
    before = story.began - timedelta(days=story.life.between(200, 900))
    trigger = story.life.trigger(TriggerKind.CONVICTION, before, story.offence, court=story.court)
    story.life.dispose(trigger, DisposalKind.ABSOLUTE_DISCHARGE, before)
    plain(story)


def _second_offence(story: Story) -> None:
    """Two sentences on one day; the Act reads consecutive and overlapping ones together (s.82(3)-(4))."""
    life, how = story.life, story.sentence.twist
    first = story.convict()
    second = life.trigger(TriggerKind.CONVICTION, story.began, story.offence, court=story.court)
    if not story.later:
        if how == "consecutive":
            life.dispose(second, story.did, story.sentenced, life.between(12, 18), consecutive_to=first)
        else:
            life.dispose(
                second,
                story.did,
                story.sentenced,
                14,
                concurrent_with=first,
                overlap=6 if how == "overlapping" else None,
            )
    since = story.serve()
    if since is not None:
        story.go_on(since)


def _before_the_act(story: Story) -> None:
    """Convicted before 1 May 2004: subject since then, and asked for nothing initial (ss.81, 83(3))."""
    story.register.no_initial = True
    life = story.life
    story.convict()
    out = story.sentenced + timedelta(days=round(story.term * 30.4 * story.sentence.served))
    detained = life.away(AbsenceKind.SENTENCE, story.sentenced, out, life.rng.choice(places.PRISONS))
    if out >= COMMENCEMENT:
        story.register.free_from = out
        story.register.tell(out, f"released:{detained}")
        return story.go_on(out)
    first = COMMENCEMENT + timedelta(days=life.between(10, 300))
    story.register.free_from = first
    story.register.tell(first)
    return story.go_on(first)


def _quashed(story: Story) -> None:
    """Convicted, and the conviction quashed on appeal."""
    life = story.life
    quashed = story.began + timedelta(days=life.between(150, 330))
    trigger = life.trigger(
        TriggerKind.CONVICTION, story.began, story.offence, court=story.court, ended_on=quashed
    )
    story.sentence_for(trigger)
    story.register.until = quashed
    story.at_liberty()
    story.go_on(story.began)


def _threshold(story: Story) -> None:
    """Listed only because of the sentence: subject from the sentence, not the conviction (s.132)."""
    life = story.life
    trigger = life.trigger(
        TriggerKind.CONVICTION,
        story.began - timedelta(days=life.between(21, 42)),
        story.offence,
        court=story.court,
        condition_met_on=story.began,
    )
    story.sentenced = story.began
    story.sentence_for(trigger)
    story.at_liberty()
    story.go_on(story.began)


def _order_on_application(story: Story) -> None:
    """A caution, then an order the police applied for, which outlasts it (s.103A)."""
    story.convict()
    days = (story.life.as_of - story.began).days
    story.make_order(story.began + timedelta(days=story.life.between(60, min(600, days - 20))), 5)
    story.at_liberty()
    story.go_on(story.began)


def _interim_order(story: Story) -> None:
    """An interim order until the main application was decided."""
    story.convict()
    made = story.began + timedelta(days=60)
    main = made + timedelta(days=45)
    story.life.order(OrderKind.INTERIM_SHPO, made, main - DAY, court=story.court)
    story.make_order(main, 5)
    story.at_liberty()
    story.go_on(story.began)


def _order_discharged(story: Story) -> None:
    """An order until further order, discharged after five years."""
    story.convict()
    if not story.later:
        discharged = months_after(story.sentenced, 66)
        story.make_order(story.sentenced, None, discharged)
    story.at_liberty()
    story.go_on(story.began)


def _reoffended(story: Story) -> None:
    """A caution whose two years were over when the conviction came: two periods, each with its own beginning."""
    life = story.life
    cautioned = story.began - timedelta(days=life.between(1100, 1900))
    life.trigger(TriggerKind.CAUTION, cautioned, life.rng.choice(sentences.OFFENCES))
    end = months_after(cautioned, 24) - DAY
    earlier = Community(life, until=end, shared=story.shared)
    earlier.tell(cautioned)
    earlier.live(cautioned, end, settled=True)
    plain(story)


def _remanded(story: Story) -> None:
    """Convicted, and in prison until the sentence."""
    story.convict()
    remanded = story.began - timedelta(days=story.life.between(20, 120))
    story.life.away(AbsenceKind.CUSTODY, remanded, FAR, story.life.rng.choice(places.PRISONS))


TWISTS: dict[str, Callable[[Story], None]] = {
    "": plain,
    "later tried": _later_tried,
    "service": _service,
    "overseas": _overseas,
    "risk order": _risk_order,
    "absolute discharge": _absolute_discharge,
    "consecutive": _second_offence,
    "concurrent": _second_offence,
    "overlapping": _second_offence,
    "before the Act": _before_the_act,
    "quashed": _quashed,
    "threshold": _threshold,
    "order on application": _order_on_application,
    "interim order": _interim_order,
    "order discharged": _order_discharged,
    "reoffended": _reoffended,
    "remanded": _remanded,
}
