"""Scenes: places with ground, things and light, bystanders and obstacles."""
