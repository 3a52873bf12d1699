"""The parametric body: its shapes, landmarks, skeleton, and the surface that clothes start from."""
