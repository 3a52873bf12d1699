"""Words that the model has never seen are read as known ones that mean nearly the same."""
