"""Poses of persons: gait, gestures, and the things that they hold, push or sit on."""
