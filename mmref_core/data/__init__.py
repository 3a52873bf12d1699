"""Data sets: reading captions and persons, known identities, pictures as tensors."""
