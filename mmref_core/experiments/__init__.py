"""Runs that end in a checkpoint or a comparison, and what is recorded about them."""
