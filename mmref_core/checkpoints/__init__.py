"""A checkpoint is a folder: its format, how it is read and how it is written."""
