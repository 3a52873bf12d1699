"""A rendered data set: who is in it, its shards, splits, statistics and report."""
