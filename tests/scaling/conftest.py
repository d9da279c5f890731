"""What tests of scaling share: a recipe that needs no seconds to make ready, and a coder that kills its worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.scaling.batch import Recipe
from relsynth.workflow.recipes import recipe_of

POISON = """\
import os, time
from pathlib import Path
from relsynth.extraction import lexicon_coder

def name_of(codebook, settings):
    return lexicon_coder.name_of(codebook, settings).replace("lexicon@", "poison@")

class Proposer:
    def __init__(self, codebook, settings):
        self.name = name_of(codebook, settings)
        self._inner = lexicon_coder.proposer(codebook, settings)

    def propose(self, reading):
        text = reading.document.text
        if "POISON" in text:
            os._exit(3)
        if "ENDLESS" in text:
            while True:
                pass
        if "GREEDY" in text:
            bytearray(64 << 30)
        if "ONCE" in text:
            flag = Path(os.environ["POISON_FLAG"])
            if not flag.exists():
                flag.touch()
                os.kill(os.getpid(), 9)
        return self._inner.propose(reading)

def proposer(codebook, settings):
    return Proposer(codebook, settings)
"""


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    return recipe_of(None, coder="lexicon", parser="none")


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """A coder of another package, which some words make end its process, go on for ever, or use up memory."""
    plug = tmp_path / "plug"
    about = plug / "poison_coder-1.0.dist-info"
    about.mkdir(parents=True)
    (plug / "poison_coder.py").write_text(POISON)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: poison-coder\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[relsynth.coders]\npoison = poison_coder\n")
    monkeypatch.syspath_prepend(str(plug))
    monkeypatch.setenv("PYTHONPATH", str(plug))
    monkeypatch.setenv("POISON_FLAG", str(tmp_path / "died-once"))
    return recipe_of(None, coder="poison", parser="none")
