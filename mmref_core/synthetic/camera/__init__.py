"""Surveillance cameras: position, detector crop, exposure, lens, sensor and codec."""
