"""What is worn, built on a body: clothes, shoes, bags, hair and what is on the head."""
