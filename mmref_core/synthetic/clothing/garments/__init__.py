"""One module per family of garments; every function takes a fitting and gives a piece."""
