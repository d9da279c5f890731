"""Who worked in another program's project, as coders here."""

from __future__ import annotations

from unicodedata import normalize

from relsynth.coding import Coder
from relsynth.errors import InputError
from relsynth.formats.refi_project import ForeignProject, Tally
from relsynth.project import Project
from relsynth.workflow.people import person_of

UNKNOWN = "somebody"
"""Who coded where the file does not say who."""


class People:
    """The coder of each user. A machine's work is left out; a name as only machines have is written otherwise."""

    def __init__(self, project: Project, foreign: ForeignProject, tally: Tally) -> None:
        self._project = project
        self._tally = tally
        self._users = {user.guid: user for user in foreign.users}
        self._is_ours = foreign.is_ours
        self._default = foreign.user
        self._named = {name.casefold(): name for name in project.store.people()}
        self._coders: dict[str, Coder | None] = {}

    def coder(self, user: str | None) -> Coder | None:
        """The coder that a user is; None for a machine."""
        name = self._users[user].name if user in self._users else UNKNOWN
        if name not in self._coders:
            self._coders[name] = self._made(name)
        return self._coders[name]

    def author(self, user: str | None) -> Coder | None:
        """Who wrote a note: the user, or where nobody is named, whoever made the project."""
        return self.coder(user if user in self._users else self._default)

    def _made(self, name: str) -> Coder | None:
        if self._is_ours and "@" in name:
            return None
        plain = " ".join(normalize("NFC", name).replace("@", " at ").split()) or UNKNOWN
        if plain != name:
            self._tally.add("names of users", "written otherwise: @ is in the names of machines only", name)
        known = self._named.get(plain.casefold(), plain)
        if known != plain:
            self._tally.add("names of users", f"taken for {known}, who works here", plain)
        try:
            person = person_of(self._project, known)
        except InputError:
            self._tally.add("names of users", "a machine here is called so: (person) was put behind", plain)
            person = person_of(self._project, f"{known} (person)")
        self._named.setdefault(person.name.casefold(), person.name)
        return person
