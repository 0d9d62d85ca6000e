"""What a WSGI server and the `flask` command load."""

from school.app import create_app

app = create_app()
