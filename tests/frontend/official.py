"""Our components' HTML beside the HTML that GOV.UK publishes for the same options.

The fixtures are read from the installed package, never copied: an upgrade that changes
the mark-up shows here.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.template import engines
from django.utils.safestring import SafeString
from lxml import html as lxml_html

from frontend.fields import DateField, LongTextField, presented
from frontend.renderer import GovukRenderer

COMPONENTS = Path(__file__).parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"

Adapter = Callable[[dict[str, Any]], str]

# Attributes that point at another element by its id.
_REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "href")


def fixtures(component: str) -> dict[str, dict[str, Any]]:
    """Every published example of a component, by name."""
    listed = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return {fixture["name"]: fixture for fixture in listed}


def normalised(html: str) -> str:
    """The tree as text: no white space of layout, classes in order, ids by order of appearance.

    Ids are ours (Django's) and theirs; what counts is that they point at the same elements.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    ids = {element.get("id"): f"id{place}" for place, element in enumerate(root.xpath("//*[@id]"), 1)}

    def reference(name: str, value: str) -> str:
        if name == "href":
            return f"#{ids[value[1:]]}" if value.startswith("#") and value[1:] in ids else value
        return " ".join(str(ids.get(one, one)) for one in value.split())

    def lines(element: Any, depth: int) -> list[str]:
        attributes = {}
        for name, value in element.attrib.items():
            if name == "class":
                value = " ".join(sorted(value.split()))
            elif name == "id":
                value = ids[value]
            elif name in _REFERENCES:
                value = reference(name, value)
            attributes[name] = value
        # We say more than the official HTML: a wrong field is marked as wrong for assistive technology.
        attributes.pop("aria-invalid", None)
        # The same thing said twice: absent and "false", absent and empty.
        if attributes.get("class") == "":
            del attributes["class"]
        if attributes.get("value") == "" and element.tag == "input":
            del attributes["value"]
        pad = "  " * depth
        said = [f"{pad}<{element.tag} {' '.join(f'{k}={v!r}' for k, v in sorted(attributes.items()))}>"]
        text = " ".join((element.text or "").split())
        if text:
            said.append(f"{pad}  {text}")
        for child in element:
            said.extend(lines(child, depth + 1))
            tail = " ".join((child.tail or "").split())
            if tail:
                said.append(f"{pad}  {tail}")
        return said

    return "\n".join(line for child in root for line in lines(child, 0))


class Unsupported(Exception):
    """The example uses an option that we leave out on purpose."""


def text_of(options: Any) -> str:
    """An official ``{text}`` or ``{html}`` as one of our values."""
    if options is None:
        return ""
    if isinstance(options, str):
        return options
    if options.get("html"):
        return SafeString(options["html"])
    return str(options.get("text") or "")


def only(options: dict[str, Any], *known: str) -> None:
    """Refuses an example with an option other than these."""
    if unknown := {key for key, value in options.items() if value not in (None, "", [])} - set(known):
        raise Unsupported(", ".join(sorted(unknown)))


def rendered(component: str, /, **values: Any) -> str:
    """One of our components."""
    given = "".join(f" {key}={key}" for key in values)
    source = f'{{% load frontend %}}{{% component "{component}"{given} %}}'
    return str(engines["django"].from_string(source).render(values))


def actions_of(options: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Links of summary lists and cards."""
    found = []
    for item in (options or {}).get("items") or []:
        only(item, "href", "text", "html", "visuallyHiddenText")
        found.append(
            {"href": item.get("href"), "text": text_of(item), "hidden": item.get("visuallyHiddenText") or ""}
        )
    if options:
        only(options, "items")
    return found


def tag(options: dict[str, Any]) -> str:
    only(options, "text", "html", "classes")
    return rendered("tag", text=text_of(options), classes=options.get("classes") or "")


def summary_list(options: dict[str, Any]) -> str:
    only(options, "rows", "classes", "card")
    rows = []
    for row in options.get("rows") or []:
        if not row:
            continue
        only(row, "key", "value", "actions", "classes")
        only(row["key"], "text", "html")
        only(row["value"], "text", "html")
        rows.append(
            {
                "key": text_of(row["key"]),
                "value": text_of(row["value"]),
                "actions": actions_of(row.get("actions")),
                "classes": row.get("classes") or "",
            }
        )
    with_actions = any(row["actions"] for row in rows)
    if card := options.get("card"):
        only(card, "title", "actions", "classes")
        only(card.get("title") or {}, "text", "html", "headingLevel")
        return rendered(
            "summary_card",
            rows=rows,
            with_actions=with_actions,
            title=text_of(card.get("title")),
            heading_level=(card.get("title") or {}).get("headingLevel") or 2,
            actions=actions_of(card.get("actions")),
            classes=card.get("classes") or "",
        )
    return rendered(
        "summary_list", rows=rows, with_actions=with_actions, classes=options.get("classes") or ""
    )


def task_list(options: dict[str, Any]) -> str:
    only(options, "items", "idPrefix", "classes")
    items = []
    for item in options.get("items") or []:
        if not item:
            continue
        only(item, "title", "href", "hint", "status")
        only(item["title"], "text", "html")
        status = item["status"]
        only(status, "text", "html", "tag", "classes")
        badge = status.get("tag")
        if badge:
            only(badge, "text", "html", "classes")
            colour = (badge.get("classes") or "").removeprefix("govuk-tag--")
            badge = {"text": text_of(badge), "colour": colour}
        items.append(
            {
                "title": text_of(item["title"]),
                "href": item.get("href"),
                "hint": text_of(item.get("hint")),
                "status": text_of(status),
                "tag": badge,
                "blocked": "cannot-start" in (status.get("classes") or ""),
            }
        )
    return rendered(
        "task_list",
        items=items,
        id_prefix=options.get("idPrefix") or "task-list",
        classes=options.get("classes") or "",
    )


def table(options: dict[str, Any]) -> str:
    only(options, "caption", "captionClasses", "head", "rows", "firstCellIsHeader", "classes")
    for cell in [
        *(options.get("head") or []),
        *(cell for row in options.get("rows") or [] for cell in row or []),
    ]:
        only(cell, "text", "html", "format")
    columns = [
        {"text": text_of(column), "numeric": column.get("format") == "numeric"}
        for column in options.get("head") or []
    ]
    rows = [
        [{"text": text_of(cell), "numeric": cell.get("format") == "numeric"} for cell in row]
        for row in options.get("rows") or []
        if row
    ]
    return rendered(
        "table",
        caption=options.get("caption") or "",
        caption_size=(options.get("captionClasses") or "").removeprefix("govuk-table__caption--"),
        columns=columns,
        rows=rows,
        first_cell_header=bool(options.get("firstCellIsHeader")),
        # Ours turns rows into cards on a telephone; without that it must be theirs.
        stacked=False,
        classes=options.get("classes") or "",
    )


def notification_banner(options: dict[str, Any]) -> str:
    only(options, "text", "html", "titleText", "titleHtml", "type", "titleId")
    return rendered(
        "notification_banner",
        text=options.get("text") or "",
        content=SafeString(options.get("html") or ""),
        title=text_of({"text": options.get("titleText"), "html": options.get("titleHtml")}),
        success=options.get("type") == "success",
        title_id=options.get("titleId") or "",
    )


def error_summary(options: dict[str, Any]) -> str:
    only(options, "titleText", "titleHtml", "descriptionText", "descriptionHtml", "errorList")
    for error in options.get("errorList") or []:
        only(error, "text", "html", "href")
    if not options.get("errorList"):
        raise Unsupported("a summary without errors")
    return rendered(
        "error_summary",
        title=text_of({"text": options.get("titleText"), "html": options.get("titleHtml")}),
        description=text_of({"text": options.get("descriptionText"), "html": options.get("descriptionHtml")}),
        errors=[{"text": text_of(e), "href": e.get("href")} for e in options.get("errorList") or []],
    )


def pagination(options: dict[str, Any]) -> str:
    only(options, "previous", "next", "landmarkLabel")
    links = {}
    for side in ("previous", "next"):
        link = options.get(side) or {}
        only(link, "href", "text", "html", "labelText")
        links[side] = {"href": link.get("href"), "text": text_of(link), "label": link.get("labelText") or ""}
    return rendered("pagination", **links, label=options.get("landmarkLabel") or "")


def details(options: dict[str, Any]) -> str:
    only(options, "summaryText", "summaryHtml", "text", "html", "open", "id", "classes")
    return rendered(
        "details",
        summary=text_of({"text": options.get("summaryText"), "html": options.get("summaryHtml")}),
        text=text_of(options),
        open=bool(options.get("open")),
        id=options.get("id") or "",
        classes=options.get("classes") or "",
    )


def inset_text(options: dict[str, Any]) -> str:
    only(options, "text", "html", "id")
    return rendered("inset_text", text=text_of(options), id=options.get("id") or "")


def warning_text(options: dict[str, Any]) -> str:
    only(options, "text", "html", "iconFallbackText")
    return rendered("warning_text", text=text_of(options), fallback=options.get("iconFallbackText") or "")


def back_link(options: dict[str, Any]) -> str:
    only(options, "text", "html", "href")
    whole = rendered("back_link", text=text_of(options), href=options.get("href") or "")
    # The landmark round it is ours: the link stands before <main>.
    return whole.strip().removeprefix('<nav aria-label="Back">').removesuffix("</nav>")


def breadcrumbs(options: dict[str, Any]) -> str:
    only(options, "items", "collapseOnMobile")
    for item in options.get("items") or []:
        only(item, "text", "html", "href")
    return rendered(
        "breadcrumbs",
        items=[{"text": text_of(item), "href": item.get("href")} for item in options.get("items") or []],
        collapse=bool(options.get("collapseOnMobile")),
    )


def button(options: dict[str, Any]) -> str:
    only(
        options,
        "text",
        "html",
        "href",
        "type",
        "name",
        "value",
        "disabled",
        "id",
        "classes",
        "preventDoubleClick",
    )
    if options.get("preventDoubleClick") is False:
        raise Unsupported("an explicit false")
    return rendered(
        "button",
        text=text_of(options),
        href=options.get("href") or "",
        type=options.get("type") or "",
        name=options.get("name") or "",
        value=options.get("value") or "",
        disabled=bool(options.get("disabled")),
        id=options.get("id") or "",
        once=bool(options.get("preventDoubleClick")),
        classes=options.get("classes") or "",
    )


def panel(options: dict[str, Any]) -> str:
    only(options, "titleText", "titleHtml", "text", "html", "headingLevel", "classes", "actions")
    if options.get("classes") not in (None, "govuk-panel--interruption"):
        raise Unsupported("classes")
    actions = []
    only(options.get("actions") or {}, "items")
    if options.get("actions") and not options["actions"].get("items"):
        raise Unsupported("no actions")
    for item in (options.get("actions") or {}).get("items") or []:
        only(item, "text", "href", "type")
        if not item.get("href"):
            raise Unsupported("a button that only a script could use")
        actions.append(
            {"text": item["text"], "href": item.get("href") or "", "button": item.get("type") == "button"}
        )
    return rendered(
        "panel",
        title=text_of({"text": options.get("titleText"), "html": options.get("titleHtml")}),
        text=text_of(options),
        heading_level=options.get("headingLevel") or 1,
        interruption=bool(options.get("classes")),
        actions=actions,
    )


def field_group(field: forms.Field, options: dict[str, Any], *, value: Any = None) -> str:
    """A form field rendered by ``FORM_RENDERER``, with the example's name, hint and error."""
    only(options.get("hint") or {}, "text", "html")
    only(options.get("errorMessage") or {}, "text", "html")
    if options.get("hint"):
        field.help_text = text_of(options["hint"])
    field.required = False
    name = str(options.get("name") or options.get("idPrefix") or options.get("id"))
    members: dict[str, Any] = {name: field, "default_renderer": GovukRenderer}
    form_class = type("ExampleForm", (forms.Form,), members)
    error = text_of(options.get("errorMessage"))
    if not error:
        return str(form_class(initial={name: value}, auto_id="%s")[name].as_field_group())
    data = value if isinstance(value, dict) else {name: value if value is not None else ""}
    form = form_class(data, auto_id="%s")
    form.add_error(name, error)
    return str(form[name].as_field_group())


def labelled(options: dict[str, Any]) -> dict[str, Any]:
    """The keywords of ``presented`` for an example's label."""
    label = options.get("label") or {}
    only(label, "text", "html", "classes", "isPageHeading")
    classes = label.get("classes") or ""
    if classes and not classes.startswith("govuk-label--"):
        raise Unsupported("label classes")
    return {
        "label_size": classes.removeprefix("govuk-label--"),
        "page_heading": bool(label.get("isPageHeading")),
    }


def legend(options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The label and the keywords of ``presented`` for an example's legend."""
    fieldset = options.get("fieldset")
    if not fieldset:
        raise Unsupported("no fieldset")
    only(fieldset, "legend")
    words = fieldset.get("legend") or {}
    only(words, "text", "html", "classes", "isPageHeading")
    classes = words.get("classes") or ""
    if classes and not classes.startswith("govuk-fieldset__legend--"):
        raise Unsupported("legend classes")
    size = classes.removeprefix("govuk-fieldset__legend--")
    return text_of(words), {"label_size": size, "page_heading": bool(words.get("isPageHeading"))}


def input_field(options: dict[str, Any]) -> str:
    only(
        options,
        *(
            "id",
            "name",
            "label",
            "hint",
            "errorMessage",
            "value",
            "classes",
            "type",
            "autocomplete",
            "inputmode",
        ),
        *("pattern", "prefix", "suffix", "disabled", "autocapitalize"),
    )
    attrs = {
        key: options[key]
        for key in ("autocomplete", "inputmode", "pattern", "autocapitalize")
        if options.get(key)
    }
    attrs |= {"id": options.get("id") or options["name"]}
    if options.get("classes"):
        attrs["class"] = options["classes"]
    for affix in ("prefix", "suffix"):
        only(options.get(affix) or {}, "text")
    widget = forms.TextInput(attrs)
    widget.input_type = options.get("type") or "text"
    field = presented(
        forms.CharField(
            label=text_of(options.get("label")), widget=widget, disabled=bool(options.get("disabled"))
        ),
        **labelled(options),
        prefix=text_of(options.get("prefix")),
        suffix=text_of(options.get("suffix")),
    )
    return field_group(field, options, value=options.get("value"))


def textarea(options: dict[str, Any]) -> str:
    only(options, "id", "name", "label", "hint", "errorMessage", "value", "classes", "rows", "autocomplete")
    attrs = {"id": options.get("id") or options["name"], "rows": options.get("rows") or 5}
    attrs |= {"autocomplete": options["autocomplete"]} if options.get("autocomplete") else {}
    attrs |= {"class": options["classes"]} if options.get("classes") else {}
    widget = forms.Textarea(attrs)
    widget.attrs.pop("cols", None)
    field = presented(
        forms.CharField(label=text_of(options.get("label")), widget=widget), **labelled(options)
    )
    return field_group(field, options, value=options.get("value"))


def character_count(options: dict[str, Any]) -> str:
    only(options, "id", "name", "label", "hint", "errorMessage", "value", "rows", "maxlength")
    if not options.get("maxlength"):
        raise Unsupported("no maxlength")
    field = presented(
        LongTextField(
            label=text_of(options.get("label")),
            max_length=int(options["maxlength"]),
            rows=int(options.get("rows") or 5),
        ),
        **labelled(options),
    )
    field.widget.attrs.pop("cols", None)
    field.widget.attrs["id"] = options.get("id") or options["name"]
    if len(options.get("value") or "") > int(options["maxlength"]):
        raise Unsupported("our own error comes first")
    return field_group(field, options, value=options.get("value"))


def select(options: dict[str, Any]) -> str:
    only(options, "id", "name", "label", "hint", "errorMessage", "value", "classes", "items")
    choices = []
    chosen = options.get("value")
    for item in options.get("items") or []:
        if not item:
            raise Unsupported("an option that is nothing")
        only(item, "text", "value", "selected")
        if (
            not isinstance(item.get("value"), str | int)
            or item.get("value") is False
            or item.get("selected") is False
        ):
            raise Unsupported("values that HTML does not know")
        choices.append((item["value"], item["text"]))
        chosen = item["value"] if item.get("selected") else chosen
    attrs = {"id": options.get("id") or options["name"]}
    attrs |= {"class": options["classes"]} if options.get("classes") else {}
    field = presented(
        forms.ChoiceField(label=text_of(options.get("label")), choices=choices, widget=forms.Select(attrs)),
        **labelled(options),
    )
    return field_group(field, options, value=chosen)


def _choices(options: dict[str, Any]) -> tuple[list[tuple[str, str]], dict[str, str], list[str]]:
    choices, hints, chosen = [], {}, []
    for item in options.get("items") or []:
        only(item, "text", "html", "value", "hint", "checked")
        only(item.get("hint") or {}, "text", "html")
        if "value" not in item:
            raise Unsupported("an option without a value")
        choices.append((str(item["value"]), text_of(item)))
        if item.get("hint"):
            hints[str(item["value"])] = text_of(item["hint"])
        if item.get("checked"):
            chosen.append(str(item["value"]))
    return choices, hints, chosen


def radios(options: dict[str, Any]) -> str:
    only(options, "idPrefix", "name", "fieldset", "hint", "errorMessage", "value", "classes", "items")
    label, look = legend(options)
    classes = options.get("classes") or ""
    if classes not in ("", "govuk-radios--inline", "govuk-radios--small"):
        raise Unsupported("classes")
    choices, hints, chosen = _choices(options)
    field = presented(
        forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect),
        **look,
        hints=hints,
        inline=classes.endswith("inline"),
        small=classes.endswith("small"),
    )
    return field_group(field, options, value=options.get("value") or (chosen[0] if chosen else None))


def checkboxes(options: dict[str, Any]) -> str:
    only(options, "idPrefix", "name", "fieldset", "hint", "errorMessage", "values", "classes", "items")
    label, look = legend(options)
    classes = options.get("classes") or ""
    if classes not in ("", "govuk-checkboxes--small"):
        raise Unsupported("classes")
    choices, hints, chosen = _choices(options)
    field = presented(
        forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple),
        **look,
        hints=hints,
        small=bool(classes),
    )
    return field_group(field, options, value=options.get("values") or chosen)


def file_upload(options: dict[str, Any]) -> str:
    only(options, "id", "name", "label", "hint", "errorMessage")
    attrs = {"id": options.get("id") or options["name"]}
    field = presented(
        forms.FileField(label=text_of(options.get("label")), widget=forms.FileInput(attrs)),
        **labelled(options),
    )
    return field_group(field, options)


def date_input(options: dict[str, Any]) -> str:
    """Their boxes are called day, month and year; ours 0, 1 and 2, and the month may be a word."""
    only(options, "id", "fieldset", "hint", "errorMessage")
    label, look = legend(options)
    field = presented(DateField(label=label), **look)
    html = field_group(field, options, value={} if options.get("errorMessage") else None)
    for place, part in enumerate(("day", "month", "year")):
        html = html.replace(f'name="{options["id"]}_{place}"', f'name="{part}"')
    return html.replace(' inputmode="text" autocapitalize="off"', ' inputmode="numeric"')


ADAPTERS: dict[str, Adapter] = {
    "back-link": back_link,
    "breadcrumbs": breadcrumbs,
    "button": button,
    "character-count": character_count,
    "checkboxes": checkboxes,
    "date-input": date_input,
    "details": details,
    "error-summary": error_summary,
    "file-upload": file_upload,
    "input": input_field,
    "inset-text": inset_text,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "panel": panel,
    "radios": radios,
    "select": select,
    "summary-list": summary_list,
    "table": table,
    "tag": tag,
    "task-list": task_list,
    "textarea": textarea,
    "warning-text": warning_text,
}
