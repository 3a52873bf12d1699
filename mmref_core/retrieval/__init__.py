"""Searching a gallery by a description, a picture or both."""
