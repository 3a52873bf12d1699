"""Explanations of a ranking: the terms of each score, and activation maps of words."""
