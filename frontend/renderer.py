"""Django's own form rendering, in GOV.UK mark-up: set ``FORM_RENDERER`` to ``GovukRenderer``.

Widget templates of Django stay as they are (the admin pages use them too); the
classes, the wiring of hints and errors, and the grouping are done here and in
``templates/django/forms/``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt

from frontend.dates import Part
from frontend.fields import PARTS, DateField, DateInput, Look, TextDateField, look_of


@dataclass
class Option:
    """One radio button or tick box, as the template needs it."""

    id: str
    value: str
    text: str
    checked: bool
    attributes: str = ""
    hint: str = ""
    group: str = ""
    starts_group: bool = False
    after_divider: bool = False
    revealed: list[BoundField] = dataclass_field(default_factory=list)


def _lowered(text: str) -> str:
    """Without its capital, so that it can follow other words; "PNC number" keeps its own."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _missing(name: str, kind: str) -> str:
    if name.endswith("?"):
        return f"Answer “{name}”"
    if kind == "checkbox":
        return f"Tick “{name}”"
    verb = "Choose" if kind in ("radios", "checkboxes", "select", "file") else "Enter"
    return f"{verb} {_lowered(name)}"


def _messages_named(field: forms.Field, name: str, kind: str) -> dict[str, Any]:
    """The field's error messages, each telling which field it is about.

    "This field is required" three times over helps nobody in an error summary. A
    message that the form's author wrote is left alone.
    """
    defaults: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        defaults.update(getattr(cls, "default_error_messages", {}))
    # Most messages are filled in with %, so a name may not bring its own.
    plain = name.replace("%", "%%")
    said = dict(field.error_messages)
    for code, message in said.items():
        if str(message) != str(defaults.get(code)):
            continue
        if code == "required" and kind not in ("date", "picker"):
            said[code] = _missing(name, kind)
        else:
            said[code] = f"{plain}: {_lowered(str(message)).rstrip('.')}"
    said.setdefault("max_length", f"{plain} must be %(limit_value)d characters or fewer")
    said.setdefault("min_length", f"{plain} must be %(limit_value)d characters or more")
    said.setdefault("min_value", f"{plain} must be %(limit_value)s or more")
    said.setdefault("max_value", f"{plain} must be %(limit_value)s or less")
    return said


class GovukBoundField(BoundField):
    """A form's field with everything the GOV.UK templates ask about it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if not str(self.help_text).strip():
            # A hint that comes from a template ends in a new line even when it says nothing.
            self.help_text = ""
        label = str(getattr(field, "called", "") or self.label or "")
        if form.is_bound and label and not field.widget.is_hidden:
            field.error_messages = _messages_named(field, label, self.kind)
            if isinstance(field, (DateField, TextDateField)):
                field.called = label

    @property
    def kind(self) -> str:
        """Which mark-up: input, password, textarea, select, radios, checkboxes, checkbox, date, picker, file."""
        widget = self.field.widget
        if isinstance(self.field, TextDateField):
            return "picker"
        kinds: tuple[tuple[type[forms.Widget], str], ...] = (
            (DateInput, "date"),
            (forms.CheckboxSelectMultiple, "checkboxes"),
            (forms.RadioSelect, "radios"),
            (forms.Select, "select"),
            (forms.CheckboxInput, "checkbox"),
            (forms.Textarea, "textarea"),
            (forms.FileInput, "file"),
            (forms.PasswordInput, "password"),
        )
        return next((name for widget_class, name in kinds if isinstance(widget, widget_class)), "input")

    @property
    def is_revealed(self) -> bool:
        """Whether another field's answer reveals this one, so that it is drawn there."""
        return any(
            self.name in names
            for other in self.form.fields.values()
            for names in look_of(other).reveals.values()
        )

    @property
    def wrong_parts(self) -> tuple[Part, ...]:
        """Which boxes of a date are wrong: one, or all when no single one is."""
        for error in self.form.errors.as_data().get(self.name, []) if self.errors else []:
            part = (error.params or {}).get("part")
            return (part,) if part else PARTS
        return ()

    @property
    def error_href(self) -> str:
        """Where the error summary leads: the first wrong input."""
        id_ = self.field.widget.attrs.get("id") or self.auto_id
        if self.kind == "date" and self.wrong_parts:
            return f"#{id_}_{PARTS.index(self.wrong_parts[0])}"
        if self.kind in ("radios", "checkboxes"):
            return f"#{id_}_0"
        return f"#{id_}"

    @property
    def look(self) -> Look:
        """How the field is to be drawn."""
        return look_of(self.field)

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and count, in the order in which they stand."""
        described = super().aria_describedby
        if self.look.count and described is not None and self.auto_id:
            return f"{self.auto_id}-info {described}".strip()
        return described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes with GOV.UK's classes; never ``required``: the server says what is missing."""
        attrs = dict(super().build_widget_attrs(attrs, widget))
        attrs.pop("required", None)
        widget = widget or self.field.widget
        if "placeholder" in widget.attrs:
            # It goes away when one starts to type; the label and the hint stay.
            attrs["placeholder"] = False
        if widget.is_hidden:
            return attrs
        kind = self.kind
        if kind == "date":
            attrs["wrong_parts"] = self.wrong_parts
            return attrs
        base = {"textarea": "govuk-textarea", "select": "govuk-select", "file": "govuk-file-upload"}.get(
            kind, "govuk-input"
        )
        if kind in ("radios", "checkboxes", "checkbox"):
            return attrs
        classes = [base]
        if kind == "password":
            classes.append("govuk-password-input__input govuk-js-password-input-input")
            attrs.update({"spellcheck": "false", "autocapitalize": "none"})
            attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "current-password"))
        if kind == "picker":
            classes.append("moj-js-datepicker-input")
        if self.look.count:
            classes.append("govuk-js-character-count")
        if width := self.look.width:
            classes.append(
                f"govuk-input--width-{width}" if str(width).isdecimal() else f"govuk-!-width-{width}"
            )
        classes.append(widget.attrs.get("class", ""))
        if self.errors:
            classes.append(f"{base}--error")
        attrs["class"] = " ".join(filter(None, classes))
        return attrs

    def options(self) -> Iterator[Option]:
        """The radio buttons or tick boxes, each with its hint and what it reveals."""
        look = self.look
        widget = self.field.widget
        id_ = widget.attrs.get("id") or self.auto_id
        context = widget.get_context(self.html_name, self.value(), self.build_widget_attrs({"id": id_}))
        for group, members, _ in context["widget"]["optgroups"]:
            for place, member in enumerate(members):
                value = str(member["value"])
                known = ("id", "checked", "class", "aria-describedby")
                yield Option(
                    id=member["attrs"].get("id", ""),
                    value=value,
                    text=member["label"],
                    checked=member["selected"],
                    attributes=flatatt(
                        {k: v for k, v in member["attrs"].items() if k not in known and v is not False}
                    ),
                    hint=look.hints.get(value, ""),
                    group=group or "",
                    starts_group=bool(group) and place == 0,
                    after_divider=value == look.divider_before,
                    revealed=[self.form[name] for name in look.reveals.get(value, ())],
                )


class GovukRenderer(TemplatesSetting):
    """Renders every form of the project with the templates in ``templates/django/forms/``."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formset.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = GovukBoundField
