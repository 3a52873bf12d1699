"""Galleries that people bring: kept on disk, indexed, opened for search."""
