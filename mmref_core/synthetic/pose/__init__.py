"""Persons in motion: gait, gestures, and what they hold, push or sit on."""
