"""State that a browser sends: the view, its link, its settings, the picture to search by."""
