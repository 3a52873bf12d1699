"""Meshes, solids, the material table, named colours, and the attributes of a person."""
