"""The yardstick: a Flask page that does nothing."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """Answer at once."""
    return "hello"
