"""Training: the loop, its objective, batches and augmentation, validation, weights to begin with."""
