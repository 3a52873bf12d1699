"""What places are furnished with: one function for each thing, drawn from a stream, about its own origin, front to +z."""
