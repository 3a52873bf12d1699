"""Handlers of the page's events, its layout, and the public API."""
