from django.urls import path

from dashboards.staff import views

urlpatterns = [
    path("workload/<uuid:officer_id>/training/", views.training, name="officer-training"),
    path("workload/<uuid:officer_id>/training/record/", views.record_training, name="record-training"),
    path(
        "workload/<uuid:officer_id>/training/<int:training_id>/take-back/",
        views.take_back_training,
        name="take-back-training",
    ),
    path("workload/<uuid:officer_id>/screening/record/", views.record_screening, name="record-screening"),
    path(
        "workload/<uuid:officer_id>/screening/<int:screening_id>/take-back/",
        views.take_back_screening,
        name="take-back-screening",
    ),
    path("board/staff/posts/<int:unit_id>/", views.posts, name="unit-posts"),
    path("board/staff/posts/<int:unit_id>/set/", views.set_posts, name="set-posts"),
    path(
        "board/staff/posts/<int:unit_id>/<int:row_id>/take-back/",
        views.take_back_posts,
        name="take-back-posts",
    ),
]
