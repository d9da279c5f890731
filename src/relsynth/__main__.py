"""``python -m relsynth``."""

from relsynth.cli import app

app()
