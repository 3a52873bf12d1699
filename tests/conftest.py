"""Switches the shape checks on: every annotated call in the package is checked while the tests run."""

from jaxtyping import install_import_hook

hook = install_import_hook("mmref_core", "shape_checks.checked")
