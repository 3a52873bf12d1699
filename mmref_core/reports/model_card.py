"""The model card of a checkpoint."""

from pathlib import Path
from typing import Any

from mmref_core.reports.tables import data_set, feedback_table, metrics_table, slice_table
from mmref_core.reports.train_commands import data_source, reproduction_commands, second_commands, trained_losses


def card_text(config: dict[str, Any], report: dict[str, Any]) -> str:
    """Return README.md of a checkpoint folder; every number in it comes from its config and its report."""
    facts, model = config["facts"], config["model"]
    data = facts.get("data", {})
    training = facts.get("training", {})
    before = facts.get("training_before") or []
    every = [*before, training | {"data": data_source(facts)}]
    taught = dict.fromkeys(name for cycle in every for name in trained_losses(cycle))
    second = config.get("second")
    made = "\n".join([*reproduction_commands(model, every), *(second_commands(config) if second else ())])
    cycles = f" of the last of {len(before) + 1} cycles" if before else ""
    reads = "\nThe last part of each stands there twice: the second has learnt to read details."
    published = training.get("image_weights") or training.get("text_weights")
    begun = "begun with published weights and trained" if published else "trained from nothing"
    return f"""# Model card

Text-to-person retrieval, its first pair of encoders {begun} on {facts.get("persons")} rendered persons
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
{_second_pair(second) if second else ""}

## Figures: the test split, unseen persons in unseen places

Measured on {data_set(report.get("data", {}))}.

{metrics_table(report["test"])}

{slice_table(report["test"])}

{feedback_table(report["test"])}

One training run, one seed: differences between rows are of this run. Where an interval of a change includes 0
(`report.json`, `change`), no change is claimed.

## What is not known, and what does not work

- Every picture of its training and of these figures was rendered. On photographs it was measured with few persons only
  (docs/photographs.md of the repository); expect less there.
- It knows the vocabulary of its captions: clothes, colours, patterns, bags, hair, a few things in the hand. Other
  words say little. English only. "Without a hat" is read much like "with a hat".
- It has not been tested across groups of people, and rendered people are no test of that.
- A result resembles a description. It does not identify anybody.

## Use

For research, teaching, and searching pictures that one has the right to search. Not for identifying people, not for
surveillance, not for decisions about people. Apache-2.0; the people are made from MakeHuman's CC0 body data.
"""


def _second_pair(second: dict[str, Any]) -> str:
    """Return the paragraph on a second pair, by its entry in `config.json`."""
    model, facts = second["model"], second["facts"]
    training = facts.get("training", {})
    weights = [
        text
        for name, text in (
            ("image_weights", f"{model['image_tower']} with weights learnt from ImageNet's photographs (Apache-2.0)"),
            ("text_weights", "a sentence encoder learnt from sentence pairs of the web (all-MiniLM-L6-v2, Apache-2.0)"),
        )
        if training.get(name) == "package"
    ]
    begun = f" It began with {' and '.join(weights)}; neither has seen a data set of persons." if weights else ""
    others = [training.get(name) for name in ("image_weights", "text_weights")]
    named = [f"`{Path(source).name}`" for source in others if source and source != "package"]
    begun += f" It began with the published weights {' and '.join(named)}." if named else ""
    return f"""
The second pair, which makes the references of objects, has image tower {model["image_tower"]} and a text tower of
{model["text_layers"]} layers and width {model["text_width"]}.{begun}
It learnt from {facts.get("persons")} rendered persons ({facts.get("pictures")} pictures) in
{facts.get("minutes")} minutes on {facts.get("cores")} CPU cores (`train-second`); its weights are kept in 8 bits.
The weight of references was chosen on the validation persons and on photographs for development together.
"""
