"""Rasterisation without a screen, and captures by a camera and a person detector."""
