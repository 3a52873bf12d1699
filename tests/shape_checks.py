"""How strictly annotations are checked: as they stand, with an int where a float is asked for, as Python has it."""

from beartype import BeartypeConf, beartype

checked = beartype(conf=BeartypeConf(is_pep484_tower=True))
