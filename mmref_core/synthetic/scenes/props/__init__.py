"""What places are furnished with: a function for each thing, drawn from a stream about its origin, front to +z."""
