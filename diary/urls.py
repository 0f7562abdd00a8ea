from django.urls import path

from diary import views

urlpatterns = [
    path("<uuid:person_id>/tasks/", views.tasks, name="person-tasks"),
    path("<uuid:person_id>/tasks/new/", views.set_task, name="set-task"),
    path("<uuid:person_id>/tasks/<uuid:task_id>/", views.task, name="task"),
    path("<uuid:person_id>/tasks/<uuid:task_id>/hand-on/", views.hand_on, name="hand-on-task"),
    path("<uuid:person_id>/tasks/<uuid:task_id>/cancel/", views.cancel, name="cancel-task"),
]
