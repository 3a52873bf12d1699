"""Who somebody is and what they wear and carry, drawn before anything is built."""
