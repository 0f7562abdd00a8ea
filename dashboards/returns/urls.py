from django.urls import path

from dashboards.exports import views as exports
from dashboards.returns import views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/annual/<int:year>/", views.annual, name="annual-report"),
    path("returns/annual/<int:year>/export/", exports.report, name="annual-report-export"),
    path(
        "returns/annual/<int:year>/without-category/", views.without_category, name="annual-without-category"
    ),
    path("returns/annual/<int:year>/<slug:key>/", views.cell, name="annual-cell"),
    path("returns/annual/<int:year>/<slug:key>/export/", exports.cell, name="annual-cell-export"),
    path("returns/foi/export/", exports.request_table, name="returns-foi-export"),
    path("returns/foi/", views.request_table, name="returns-foi"),
    path("returns/check/", views.check, name="returns-check"),
    path("returns/population/", views.populations, name="populations"),
]
