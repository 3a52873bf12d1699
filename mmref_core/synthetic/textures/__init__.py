"""Procedural textures of floors, walls, fronts, goods, signs and leaves."""
