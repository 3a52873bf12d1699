"""The model card of a checkpoint."""

from typing import Any

from mmref_core.reports.tables import data_set, feedback_table, metrics_table, slice_table
from mmref_core.reports.train_commands import data_source, reproduction_commands, trained_losses


def card_text(config: dict[str, Any], report: dict[str, Any]) -> str:
    """Return README.md of a checkpoint folder; every number in it comes from its config and its report."""
    facts, model = config["facts"], config["model"]
    data = facts.get("data", {})
    training = facts.get("training", {})
    before = facts.get("training_before") or []
    every = [*before, training | {"data": data_source(facts)}]
    taught = dict.fromkeys(name for cycle in every for name in trained_losses(cycle))
    made = "\n".join(reproduction_commands(model, every))
    cycles = f" of the last of {len(before) + 1} cycles" if before else ""
    reads = "\nThe last part of each stands there twice: the second has learnt to read details."
    return f"""# Model card

Text-to-person retrieval, trained from nothing on {facts.get("persons")} rendered persons
({facts.get("pictures")} pictures). It embeds pictures and English descriptions in one space of
{model["dim"]} dimensions; image tower {model["image_tower"]} at {model["image_height"]}×{model["image_width"]},
text tower of {model["text_layers"]} layers and width {model["text_width"]}.{reads if model.get("branches") else ""}

## Made by

```sh
{made}
{report["command"]} --write
```

Data set: {data_set(data)}; code: commit {facts.get("commit")}.
Losses {", ".join(f"`{name}`" for name in taught)}; seed {training.get("seed")}; best validation mAP at step
{facts.get("best_step")} of {facts.get("steps")}{cycles}; {facts.get("minutes")} minutes on {facts.get("cores")}
CPU cores.
Search settings were chosen on the validation persons.

## Figures: the test split, unseen persons in unseen places

Measured on {data_set(report.get("data", {}))}.

{metrics_table(report["test"])}

{slice_table(report["test"])}

{feedback_table(report["test"])}

One training run, one seed: differences between rows are of this run. Where an interval of a change includes 0
(`report.json`, `change`), no change is claimed.

## What is not known, and what does not work

- Every picture was rendered. How well the model searches photographs has not been measured; expect much less.
- It knows the vocabulary of its captions: clothes, colours, patterns, bags, hair, a few things in the hand. Other
  words say little. English only. "Without a hat" is read much like "with a hat".
- It has not been tested across groups of people, and rendered people are no test of that.
- A result resembles a description. It does not identify anybody.

## Use

For research, teaching, and searching pictures that one has the right to search. Not for identifying people, not for
surveillance, not for decisions about people. Apache-2.0; the people are made from MakeHuman's CC0 body data.
"""
