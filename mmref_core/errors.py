"""Mistakes that the person using the program can put right."""

from pathlib import Path


class MMRefError(Exception):
    """A mistake that the person using the program can put right; its text says what, why, and what to do."""


class QueryError(MMRefError):
    """A description that cannot be searched for."""


class SettingsError(MMRefError, ValueError):
    """A setting that is unknown, of a wrong type, out of bounds, or at odds with another; or a file of settings that
    cannot be read. It is a ValueError too, since settings are also made by programs."""


class DatasetError(MMRefError):
    """A data set that is not laid out as its loader expects."""


class CheckpointError(MMRefError):
    """A checkpoint folder that is incomplete, damaged, or made for something else."""


class PackageDataError(MMRefError):
    """A file of the package that is missing or damaged, such as a table of words."""


class IntakeError(MMRefError):
    """A picture or an archive that cannot be taken in; the rest of its batch goes on."""


class StoreError(MMRefError):
    """A gallery store that cannot be read or written."""


class QuotaError(StoreError):
    """Something that there is no room for on the disk, or in what a visitor may keep."""


def index_again(store: Path | str) -> str:
    """Return the advice to index a store's galleries again, with the command to type and without a full stop."""
    return (
        f"Index the gallery again with `python -m mmref_core reindex --store {store}` "
        "(and the --checkpoint of the page, if it was given one)"
    )
