"""What is written of measurements: tables, plots, the model card, the commands that train a model again."""
