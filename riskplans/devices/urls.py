from django.urls import path

from riskplans.devices import listing, views

_ALL = "people/<uuid:person_id>/devices/"
_DEVICE = f"{_ALL}<uuid:device_id>/"
_INSTALL = f"{_ALL}monitoring/<uuid:install_id>/"
_ALERT = f"{_ALL}alerts/<uuid:alert_id>/"

urlpatterns = [
    path("monitoring/", views.monitoring, name="monitoring"),
    path("monitoring/products/", listing.products, name="products"),
    path("monitoring/products/<int:product_id>/retire/", listing.retire, name="retire-product"),
    path(_ALL, views.overview, name="person-devices"),
    path(f"{_ALL}alerts/", views.record_alert, name="record-alert"),
    path(_ALERT, views.alert, name="monitoring-alert"),
    path(f"{_ALERT}acknowledge/", views.acknowledge, name="acknowledge-alert"),
    path(f"{_ALERT}triage/", views.triage, name="triage-alert"),
    path(f"{_INSTALL}heard/", views.hear, name="hear-monitoring"),
    path(f"{_INSTALL}remove/", views.remove, name="remove-monitoring"),
    path(_DEVICE, views.device, name="device"),
    path(f"{_DEVICE}examine/", views.examine, name="examine-device"),
    path(f"{_DEVICE}install/", views.install, name="install-monitoring"),
    path(f"{_DEVICE}stands/", views.move, name="move-device"),
]
