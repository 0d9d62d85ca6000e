"""What a WSGI server and the `flask` command load."""

import sys

from school.app import create_app
from school.settings import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit(f"Error: {error}")
