from django.urls import path

from dashboards.board import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/trends/", views.trends, name="board-trends"),
    path("board/<slug:metric>/", views.behind, name="board-figure"),
]
