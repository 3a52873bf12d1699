"""Re-ranking of the best images of a search by terms that add up to the refined score."""
