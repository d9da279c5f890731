"""Train the learned coder and write its weights: src/relsynth/extraction/learned/model.npz and model.json.

    python scripts/train_coder.py data [--data ../shared/data] [--limit N]
    python scripts/train_coder.py linear [--share .35]
    python scripts/train_coder.py encoder --fold N|all [--papers SHARE] [--hide THIRD] [--epochs 3] [--seed N]
    python scripts/train_coder.py stack
    python scripts/train_coder.py facets [--data ../shared/data]
    python scripts/train_coder.py export
    python scripts/train_coder.py card

In this order, all with the same ``--work`` folder (build/coder), where each step leaves what the next
one needs; a step whose files are there is not taken again without ``--again``, and a training that was broken off
goes on after its last full epoch. Figures come from ``--fold 0``, ``1`` and ``2``, the weights that ship
from ``--fold all``. An epoch on two thirds of the papers takes about ten minutes on two cores.
Needs scripts/train/coder_requirements.txt beside relsynth itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE / "scripts" / "train"))  # no package: the scripts stand alone

import coder_data  # noqa: E402
import coder_linear  # noqa: E402
from coder_work import FOLDS, Run, TrainingError, Work, needed, say  # noqa: E402

if TYPE_CHECKING:
    from coder_pairs import Truth

CARD = HOUSE / "docs" / "explanation" / "model-card.md"


def main() -> int:
    arguments = parse()
    arguments.work.mkdir(parents=True, exist_ok=True)
    try:
        STEPS[arguments.step](arguments, Work(arguments.work))
    except TrainingError as error:
        print(f"train: {error}", file=sys.stderr)
        return 2
    return 0


def parse() -> argparse.Namespace:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--work", type=Path, default=HOUSE / "build" / "coder")
    shared.add_argument("--again", action="store_true", help="take the step though its files are there")
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = options.add_subparsers(dest="step", required=True)
    data = steps.add_parser("data", parents=[shared], help="gather papers, readings and written sentences")
    data.add_argument("--data", type=Path, default=Path("../shared/data"))
    data.add_argument("--homonyms", type=Path, help="instead of DATA/../design/reference/homonym_tests.yaml")
    data.add_argument("--limit", type=int, help="papers of each kind, to try things")
    linear = steps.add_parser("linear", parents=[shared], help="the look that decides what is read closely")
    linear.add_argument("--share", type=float, default=0.35, help="of all sentences that is read closely")
    encoder = steps.add_parser("encoder", parents=[shared], help="the network; one fold left out, or none")
    encoder.add_argument("--fold", required=True, choices=[*map(str, range(FOLDS)), "all"])
    encoder.add_argument("--papers", type=float, default=1.0, help="share of the papers learned from")
    encoder.add_argument("--hide", type=int, choices=range(3), help="a third of the codes, as if never labelled")
    encoder.add_argument("--epochs", type=int, default=3)
    encoder.add_argument("--seed", type=int, default=0)
    encoder.add_argument("--threads", type=int, default=1, help="two folds side by side are faster than one on two")
    steps.add_parser("stack", parents=[shared], help="weights of the looks, thresholds and figures")
    facets = steps.add_parser("facets", parents=[shared], help="weigh rules and heads: extraction/facet_weights.json")
    facets.add_argument("--data", type=Path, default=Path("../shared/data"))
    export = steps.add_parser("export", parents=[shared], help="write the weights that ship, and check them")
    for one in (encoder, export):
        one.add_argument("--base", type=Path, help="folder of the pretrained encoder, instead of the package's")
    export.add_argument("--to", type=Path, help="another folder than the package's own")
    card = steps.add_parser("card", parents=[shared], help="write docs/explanation/model-card.md")
    card.add_argument("--of", type=Path, help="a folder with model.json, instead of the package's own")
    card.add_argument("--to", type=Path, default=CARD)
    return options.parse_args()


def is_done(path: Path, arguments: argparse.Namespace) -> bool:
    if done := path.is_file() and not arguments.again:
        say(f"{path} is there: nothing done (--again takes the step again)")
    return done


def data(arguments: argparse.Namespace, work: Work) -> None:
    if is_done(work.data, arguments):
        return
    homonyms = arguments.homonyms or arguments.data.resolve().parent / "design" / "reference" / "homonym_tests.yaml"
    gathered = coder_data.gather(arguments.data, homonyms=homonyms, limit=arguments.limit)
    coder_data.save(gathered, work.data)
    say(f"{gathered.counts()}")


def linear(arguments: argparse.Namespace, work: Work) -> None:
    if not is_done(work.linear, arguments):
        coder_linear.train(loaded(work), work, share=arguments.share)


def encoder(arguments: argparse.Namespace, work: Work) -> None:
    fold = None if arguments.fold == "all" else int(arguments.fold)
    run = Run(fold=fold, papers=arguments.papers, hide=arguments.hide, seed=arguments.seed)
    if is_done(work.net(run) if fold is None else work.predictions(run), arguments):
        return
    import coder_encoder  # noqa: PLC0415 (heavy)
    import torch  # noqa: PLC0415

    torch.set_num_threads(arguments.threads)
    if arguments.again:
        work.half_done(run).unlink(missing_ok=True)
    coder_encoder.train(loaded(work), coder_linear.load(work), work, run, epochs=arguments.epochs, base=arguments.base)


def stack(arguments: argparse.Namespace, work: Work) -> None:
    import coder_stack  # noqa: PLC0415

    truth, runs = truth_of(work)
    told = coder_stack.stacked(truth, work, runs)
    work.stack.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def facets(arguments: argparse.Namespace, work: Work) -> None:
    import coder_facets  # noqa: PLC0415

    truth, runs = truth_of(work, with_later=False)  # of facets the other readers have another habit
    coder_facets.save(coder_facets.fitted(truth, truth.read_all(work, runs), arguments.data))


def truth_of(work: Work, *, with_later: bool = True) -> tuple[Truth, list[Run]]:
    """What readers say, and the runs whose predictions it is held against."""
    from coder_pairs import Truth  # noqa: PLC0415
    from coder_stack import check, finished  # noqa: PLC0415

    runs = finished(work)
    check(runs)
    folds = [run.fold for run in runs if run.fold is not None]
    looks = (coder_linear.load(work), coder_linear.load_hits(work))
    return Truth(loaded(work), *looks, folds, with_later=with_later), runs


def export(arguments: argparse.Namespace, work: Work) -> None:
    import coder_export  # noqa: PLC0415

    stacked = json.loads(needed(work.stack, "stack").read_text(encoding="utf-8"))
    data = loaded(work)
    coder_export.export(data, coder_linear.load(work), stacked, work, base=arguments.base, to=arguments.to)


def card(arguments: argparse.Namespace, work: Work) -> None:
    import coder_card  # noqa: PLC0415

    arguments.to.write_text(coder_card.written(coder_card.settings(arguments.of)), encoding="utf-8")
    say(f"wrote {arguments.to}")


def loaded(work: Work) -> coder_data.Data:
    return coder_data.load(needed(work.data, "data"))


STEPS = {
    "data": data,
    "linear": linear,
    "encoder": encoder,
    "stack": stack,
    "facets": facets,
    "export": export,
    "card": card,
}

if __name__ == "__main__":
    sys.exit(main())
