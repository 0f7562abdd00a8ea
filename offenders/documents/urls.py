from django.urls import path

from offenders.documents import views

urlpatterns = [
    path("<uuid:person_id>/documents/", views.documents, name="person-documents"),
    path("<uuid:person_id>/documents/file/", views.file_document, name="file-document"),
    path("<uuid:person_id>/documents/<uuid:document_id>/", views.download, name="document"),
    path("<uuid:person_id>/documents/<uuid:document_id>/new/", views.add_version, name="add-version"),
    path(
        "<uuid:person_id>/documents/<uuid:document_id>/<int:number>/", views.download, name="document-version"
    ),
    path("<uuid:person_id>/photographs/", views.photographs, name="person-photographs"),
    path("<uuid:person_id>/photographs/add/", views.add_photograph, name="add-photograph"),
    path("<uuid:person_id>/photographs/<uuid:photograph_id>/", views.image, name="photograph"),
    path(
        "<uuid:person_id>/photographs/<uuid:photograph_id>/small/",
        views.thumbnail,
        name="photograph-thumbnail",
    ),
]
