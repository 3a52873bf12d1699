"""What a browser asks for: the view, its link, its settings, the picture it searches by."""
