"""The error summary at the top of a page: every error with a link to the input to mend."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet


def put_on_form(form: BaseForm, refused: ValidationError) -> None:
    """A verb's refusal, on the fields it names; what belongs to no field goes above the form."""
    by_field = refused.message_dict if hasattr(refused, "error_dict") else {None: refused.messages}
    for name, said in by_field.items():
        for message in said:
            form.add_error(name if name in form.fields else None, message)


def summary_of(source: Any) -> list[dict[str, str]]:
    """The errors of a form, a formset or several of them, as ``[{"text", "href"}]`` in page order.

    Errors of the whole form come first and link to nothing: no single input is wrong.
    """
    return list(_errors(source))


def _errors(source: Any) -> Iterator[dict[str, str]]:
    if not source:
        return
    if isinstance(source, BaseFormSet):
        for message in source.non_form_errors():
            yield {"text": str(message), "href": ""}
        for form in source.forms:
            yield from _errors(form)
    elif isinstance(source, BaseForm):
        yield from _form_errors(source)
    elif isinstance(source, Iterable) and not isinstance(source, str):
        for member in source:
            yield from _errors(member)


def _form_errors(form: BaseForm) -> Iterator[dict[str, str]]:
    if not form.is_bound or not form.errors:
        return
    for message in form.non_field_errors():
        yield {"text": str(message), "href": ""}
    for field in form:
        for message in field.errors:
            href = "" if field.is_hidden else getattr(field, "error_href", f"#{field.id_for_label}")
            yield {"text": str(message), "href": href}
