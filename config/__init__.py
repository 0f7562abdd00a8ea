"""Settings, URLs, Celery and WSGI: wires everything, imported by nothing."""
