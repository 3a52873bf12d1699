"""Simulated annotators: what is visible, in which words, sentences and styles, with which mistakes."""
