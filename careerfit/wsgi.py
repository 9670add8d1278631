"""The door for web servers: nothing is served before database and files are looked at."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerfit.settings")

application = get_wsgi_application()

from careerfit.start_check import verify_start  # noqa: E402  (needs the apps to be loaded)

verify_start()
