from django.urls import path

from mappa.minutes import annexes, steps, views

_DAY = "meetings/<uuid:sitting_id>/minutes/"
_CASE = f"{_DAY}<uuid:case_id>/"
urlpatterns = [
    path("meetings/minutes/", views.every, name="every-minutes"),
    path("meetings/minutes/heading/", steps.heading, name="minutes-heading"),
    path("meetings/minutes/<uuid:case_id>/", views.of_case, name="minutes-of-case"),
    path(_DAY, views.meeting, name="meeting-minutes"),
    path(_CASE, views.case, name="case-minutes"),
    path(f"{_CASE}minutes.pdf", views.as_file, {"form": "pdf"}, name="minutes-pdf"),
    path(f"{_CASE}minutes.docx", views.as_file, {"form": "docx"}, name="minutes-word"),
    path(f"{_CASE}compare/", views.compare, name="compare-minutes"),
    path(f"{_CASE}open/", views.open_copy, name="open-minutes"),
    path(f"{_CASE}paragraphs/<uuid:line>/", steps.paragraph, name="minutes-paragraph"),
    path(f"{_CASE}copies/<uuid:copy_id>/", steps.withdraw, name="withdraw-minutes"),
    path(f"{_CASE}corrections/<uuid:correction_id>/", steps.answer, name="answer-correction"),
    path(f"{_CASE}summaries/<uuid:summary_id>/", steps.summary, name="executive-summary"),
    # What these are is not in their names: addresses stand in logs that more people read.
    path(f"{_CASE}entries/", annexes.begin, name="minutes-entries"),
    path(f"{_CASE}entries/<uuid:entry_id>/", annexes.annex, name="minutes-entry"),
    path(f"{_CASE}entries/<uuid:entry_id>/<slug:step>/", annexes.step, name="minutes-entry-step"),
    path(f"{_CASE}<slug:step>/", steps.step, name="minutes-step"),
]
