"""Pictures from triangles without a screen, and one picture as a camera delivers it."""
