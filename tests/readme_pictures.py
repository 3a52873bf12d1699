"""Which pictures README.md shows: take_screenshots.py makes them, test_readme.py checks them."""

SHOWN = {"page-light": (1280, "light"), "page-dark": (1280, "dark"), "page-narrow": (390, "light")}  # width, theme
MOVING = "page-switch"
FRAMES = (1600, 1200, 2600, 1600)  # milliseconds: all on, pointing at the switch, off, on again
