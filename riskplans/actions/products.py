"""The products that a force examines and monitors devices with: put on its list, retired from it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import lock, recording
from accounts.models import Force, User
from practice import policies
from riskplans.devices.choices import ProductUse
from riskplans.models import Product


def add_product(actor: User, *, name: str, use: ProductUse, now: datetime) -> Product:
    """Put a product on the list of the actor's force; one that was retired is offered again.

    Raises PermissionDenied, or ValidationError keyed by field: nothing named, or on the list already.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Enter the name of the product."})
    with recording(actor, "add product"):
        force = _force(actor, now)
        known = Product.objects.known_to(force.pk).filter(name__iexact=name, use=use).first()
        if known is None:
            return Product.objects.create(force=force, name=name, use=use)
        if known.offered:
            raise ValidationError({"name": "That is on the list already."})
        known.offered = True
        known.save(update_fields=["offered"])
        return known


def retire_product(actor: User, *, product: Product, now: datetime) -> Product:
    """Offer a product no more to the actor's force: what names it goes on naming it. The same again changes nothing.

    Raises PermissionDenied, also for another force's.
    """
    with recording(actor, "retire product"):
        force = _force(actor, now)
        if product.force_id not in (None, force.pk):
            raise PermissionDenied
        known = Product.objects.known_to(force.pk).get(name__iexact=product.name, use=product.use)
        if known.force_id is None:  # the common list stays as it is for the others
            return Product.objects.create(force=force, name=known.name, use=known.use, offered=False)
        if known.offered:
            known.offered = False
            known.save(update_fields=["offered"])
        return known


def _force(actor: User, now: datetime) -> Force:
    """The actor's force, locked: its list is changed in turn."""
    if actor.force is None or not policies.keeps_lists(actor, now.date()):
        raise PermissionDenied
    return lock(actor.force)
