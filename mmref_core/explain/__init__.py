"""Why a picture stands where it stands: terms of its score, and where in the picture a word is found."""
