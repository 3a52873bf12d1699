"""The networks and what they learn: towers, references, tokens, attributes, losses, features, the index."""
