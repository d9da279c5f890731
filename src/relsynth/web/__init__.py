"""The desk: screening, coding and the evidence in a browser, over the same verbs as the command line.

Pages are rendered here and made quick by a little script of our own; all that they change goes through ``workflow``.
"""

from relsynth.web.app import create_app
from relsynth.web.desk import Desk
from relsynth.web.server import serve

__all__ = ["Desk", "create_app", "serve"]
