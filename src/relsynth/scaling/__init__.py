"""Coding on many processes and many machines: what is to be coded, by whom, and what becomes of it.

    inputs ─▶ ledger (which inputs make up which partition) ─▶ driving ─▶ a crew: pool or cluster ─▶ batch

The batch function is the same everywhere, and knows nothing of who calls it. A crew starts pieces of partitions and
tells how they ended; ``driving`` tries again, and splits what fails until the file that kills its worker stands alone.
"""

from __future__ import annotations
