import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
# Whatever started this process: here every reader is a user, and until they have signed in, nobody.
os.environ["VIGIL_READER"] = "nobody"
application = get_wsgi_application()
