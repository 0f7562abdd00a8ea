"""For the machines that watch: is the process alive, and can it serve pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """503 until the database answers and every migration has been applied. Redis is not asked: pages work without."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
