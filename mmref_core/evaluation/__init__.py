"""Evaluation on held-out persons, and search settings chosen on validation persons."""
