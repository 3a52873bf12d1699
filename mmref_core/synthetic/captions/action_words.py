"""Words for actions, gestures and orientation."""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "action_words",
    {
        "actions": dict[str, Words],
        "turned": dict[str, Words],
        "seen": dict[str, Words],
        "actions_in_view": dict[str, dict[str, Words]],
        "doings": dict[str, Words],
    },
)
ACTIONS: Mapping[str, Words] = _TABLES["actions"]
TURNED: Mapping[str, Words] = _TABLES["turned"]  # said alone or after an action
SEEN: Mapping[str, Words] = _TABLES["seen"]  # said after an action
ACTIONS_IN_VIEW: Mapping[tuple[str, str], Words] = {
    (action, view): words for action, views in _TABLES["actions_in_view"].items() for view, words in views.items()
}
DOINGS: Mapping[str, Words] = _TABLES["doings"]  # a phrase that is not here is said as it is
