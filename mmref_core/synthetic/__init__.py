"""Rendered persons with captions: a data set of any size from one seed."""
