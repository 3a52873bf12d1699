"""Garments, shoes, bags, hair and headwear, built on a body."""
