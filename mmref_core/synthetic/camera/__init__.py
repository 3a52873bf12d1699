"""Surveillance cameras: where they hang, what a detector cuts out, what lens, sensor and codec lose."""
