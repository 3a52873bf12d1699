"""Simulated annotators: visible attributes, words, sentence templates, styles and noise."""
