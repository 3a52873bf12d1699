"""What the browser shows; it is handed finished values and never meets a tensor."""
