"""Text of queries: normalisation of out-of-vocabulary words, phrases matched with attributes."""
