"""Garments by family; a function takes a fitting and returns a worn item."""
