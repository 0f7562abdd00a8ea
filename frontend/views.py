"""The style guide: every component with made-up content. It reads no record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.samples import sample_context


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component and form field, some of them with errors."""
    return render(request, "styleguide.html", sample_context())
