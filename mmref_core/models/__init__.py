"""The networks: towers, reference bank, token features, attribute classifiers; their losses, features and the index."""
