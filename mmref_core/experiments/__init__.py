"""Training runs that end in a checkpoint or an ablation, and their provenance."""
