"""Attributes of persons, drawn before anything is built."""
