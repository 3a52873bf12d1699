"""Answers as rows, sentences, files and components of the page."""
