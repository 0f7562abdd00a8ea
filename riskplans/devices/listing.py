"""The page of the products that a force examines and monitors devices with."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from access.forms import accepted, posted
from access.requests import SignedIn
from practice.policies import keeps_lists
from riskplans import actions
from riskplans.devices.choices import ProductUse
from riskplans.devices.forms import ProductForm
from riskplans.models import Product


def products(request: SignedIn) -> HttpResponse:
    """The list of the force by what they are for, and the form to add one."""
    if not keeps_lists(request.user, request.today):
        raise PermissionDenied
    form = ProductForm(posted(request))

    def verb() -> None:
        said = form.cleaned_data
        actions.add_product(request.user, name=said["name"], use=ProductUse(said["use"]), now=request.now)

    if accepted(form, verb):
        messages.success(request, f"{form.cleaned_data['name']} is on the list.")
        return redirect("products")
    known = list(Product.objects.known_to(request.user.force_id).order_by("name"))
    context = {
        "form": form,
        "lists": [
            (use.label, [each for each in known if each.use == use and each.offered]) for use in ProductUse
        ],
        "retired": [each for each in known if not each.offered],
    }
    return render(request, "riskplans/devices/products.html", context)


@require_POST
def retire(request: SignedIn, product_id: int) -> HttpResponse:
    """Offer one no more."""
    if not keeps_lists(request.user, request.today):
        raise PermissionDenied
    of_force = Product.objects.filter(Q(force=None) | Q(force=request.user.force_id))
    found = get_object_or_404(of_force, pk=product_id)
    actions.retire_product(request.user, product=found, now=request.now)
    messages.success(request, f"{found.name} is offered no more.")
    return redirect("products")
