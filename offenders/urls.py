from django.urls import path

from offenders.record import views as record
from offenders.views import adding, cards, closing, emergencies, legal, licensing, person, recording, sharing

urlpatterns = [
    path("add/", adding.start, name="add-person"),
    path("add/<uuid:draft_id>/check/", adding.check, name="add-person-check"),
    path("add/<uuid:draft_id>/<slug:step>/", adding.step, name="add-person-step"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/<uuid:opening_id>/", emergencies.review, name="review-emergency"),
    path("<uuid:person_id>/", person.summary, name="person"),
    path("<uuid:person_id>/emergency/", emergencies.emergency, name="open-in-emergency"),
    path("<uuid:person_id>/emergency/close/", emergencies.close, name="close-emergency"),
    path("<uuid:person_id>/record/", record.overview, name="person-record"),
    path("<uuid:person_id>/record/whole/", record.whole, name="whole-record"),
    path("<uuid:person_id>/record/take/", record.take, name="take-record"),
    path("<uuid:person_id>/record/<slug:block>/", record.block, name="record-block"),
    path("<uuid:person_id>/record/<slug:block>/confirm/", record.confirm, name="confirm-block"),
    path("<uuid:person_id>/history/", person.history, name="person-history"),
    path("<uuid:person_id>/custody/", recording.custody, name="record-custody"),
    path("<uuid:person_id>/custody/<uuid:absence_id>/release/", recording.release, name="record-release"),
    path("<uuid:person_id>/move/", recording.move, name="record-move"),
    path("<uuid:person_id>/address/", recording.stay, name="record-stay"),
    path("<uuid:person_id>/conviction/", legal.conviction, name="record-conviction"),
    path("<uuid:person_id>/conviction/<uuid:trigger_id>/sentence/", legal.sentence, name="record-sentence"),
    path("<uuid:person_id>/order/", legal.order, name="record-order"),
    path(
        "<uuid:person_id>/licence/<uuid:licence_id>/standard/",
        licensing.standard,
        name="standard-conditions",
    ),
    path("<uuid:person_id>/card/<uuid:card_id>/number/", cards.number, name="card-number"),
    path("<uuid:person_id>/name/", legal.name, name="record-name"),
    path("<uuid:person_id>/manager/", recording.assign, name="assign-manager"),
    path("<uuid:person_id>/access/", sharing.access, name="person-access"),
    path("<uuid:person_id>/access/share/", sharing.share, name="share-record"),
    path("<uuid:person_id>/access/share/<int:share_id>/end/", sharing.end_share, name="end-share"),
    path("<uuid:person_id>/access/restrict/", closing.restrict, name="restrict-record"),
    path("<uuid:person_id>/access/reader/", sharing.name_reader, name="name-reader"),
    path(
        "<uuid:person_id>/access/reader/<int:reader_id>/remove/", sharing.remove_reader, name="remove-reader"
    ),
    path("<uuid:person_id>/access/lift/", closing.lift, name="lift-restriction"),
    path("<uuid:person_id>/access/archive/", closing.archive, name="archive-record"),
    path("<uuid:person_id>/access/reopen/", closing.reopen, name="reopen-record"),
    path("<uuid:person_id>/facts/<slug:kind>/", record.add, name="record-detail"),
    path("<uuid:person_id>/facts/<slug:kind>/<uuid:fact_id>/", record.correct, name="correct-fact"),
    path("<uuid:person_id>/facts/<slug:kind>/<uuid:fact_id>/end/", record.end, name="end-fact"),
]
