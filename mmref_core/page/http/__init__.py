"""The web server's own layer in front of the page: who may speak, how much, how long, and whose galleries they see."""
