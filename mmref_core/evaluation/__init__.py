"""Measurements on held-out persons, and settings chosen on validation persons."""
