"""Run medspaCy over papers and tell its CPU seconds, its peak memory and what it found.

    python scripts/bench/peers/run_medspacy.py job.json

The job holds ``texts``, one a paper, and ``rules``, each ``[literal, category, token pattern or null]``. The
pipeline is medspaCy's own: its tokenizer, PyRuSH, target rules, ConText and the sectionizer, the two last
with the rules that come with them, and headings of papers besides. Prints one line of JSON. Run
by scripts/bench/coder.py --peers with the Python of an environment made from medspacy.txt.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import medspacy
from loguru import logger
from medspacy.section_detection import SectionRule
from medspacy.target_matcher import TargetRule

HEADINGS = {
    "introduction": ("Abstract", "Introduction", "Background", "Objectives", "Aims", "Purpose"),
    "methods": ("Methods", "Materials and methods", "Setting", "Participants", "Data collection", "Data analysis"),
    "results": ("Results", "Findings", "Outcomes"),
    "discussion": ("Discussion", "Limitations", "Lessons learned", "Implications", "Conclusion", "Conclusions"),
}
ENABLED = (
    "medspacy_tokenizer",
    "medspacy_pyrush",
    "medspacy_target_matcher",
    "medspacy_context",
    "medspacy_sectionizer",
)


def main() -> None:
    logger.remove()  # PyRuSH logs every token, which would cost it much of its time
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    begun = time.process_time()
    nlp = medspacy.load(medspacy_enable=ENABLED)
    rules = [TargetRule(literal, category, pattern=pattern) for literal, category, pattern in job["rules"]]
    nlp.get_pipe("medspacy_target_matcher").add(rules)
    nlp.get_pipe("medspacy_sectionizer").add(
        [SectionRule(heading, category) for category, headings in HEADINGS.items() for heading in headings]
    )
    nlp("Results\n\nTrust grew between partners.")
    loaded = time.process_time()
    targets = asserted = sections = 0
    for text in job["texts"]:
        doc = nlp(text)
        targets += len(doc.ents)
        asserted += sum(bool(one._.modifiers) for one in doc.ents)
        sections += len(doc._.sections)
    done = {"load_s": loaded - begun, "cpu_s": time.process_time() - loaded, "peak_mb": peak_mb()}
    print(f"\n{json.dumps({**done, 'targets': targets, 'targets_modified': asserted, 'sections': sections})}")


def peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main()
