from django.urls import path

from dashboards.sampling import steps, views

_SAMPLE = "<uuid:sample_id>/"
_CASE = f"{_SAMPLE}records/<uuid:case_id>/"

urlpatterns = [
    path("", views.samples, name="dip-samples"),
    path("draw/", steps.draw, name="draw-dip-sample"),
    path("trends/", views.trends, name="dip-sample-trends"),
    path("questions/", views.questions, name="dip-sample-questions"),
    path(_SAMPLE, views.sample, name="dip-sample"),
    path(f"{_SAMPLE}publish/", steps.publish, name="publish-dip-sample"),
    path(_CASE, views.record, name="dip-record"),
    path(f"{_CASE}answers/", steps.answer, name="answer-dip-record"),
    path(f"{_CASE}leave-out/", steps.leave_out, name="leave-out-dip-record"),
]
