from django.urls import path

from dashboards.board import views
from dashboards.exports import views as exports

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/again/", views.again, name="board-again"),
    path("board/trends/", views.trends, name="board-trends"),
    path("board/staff/", views.staff, name="board-staff"),
    path("board/export/", exports.board, name="board-export"),
    path("board/<slug:metric>/export/", exports.behind, name="board-figure-export"),
    path("board/<slug:metric>/", views.behind, name="board-figure"),
]
