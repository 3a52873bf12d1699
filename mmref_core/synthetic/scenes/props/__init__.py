"""Models of things at places: one function each, with random variations, about the origin, front to +z."""
