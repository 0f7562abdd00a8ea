from django.urls import path

from diary.wishes import views

urlpatterns = [
    path("account/reminders/", views.reminders, name="reminders"),
    path("account/calendar/", views.calendar, name="calendar"),
    path("account/calendar/make/", views.make_calendar, name="make-calendar"),
    path("account/calendar/revoke/", views.revoke_calendar, name="revoke-calendar"),
    # Its secret follows in the address, and is taken out before this is read: diary.middleware.
    path("calendar/", views.calendar_feed, name="calendar-feed"),
    path("outbox/", views.outbox, name="outbox"),
]
