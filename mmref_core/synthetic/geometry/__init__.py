"""Meshes and solids, the table of materials, colours, and what is recorded about a person."""
