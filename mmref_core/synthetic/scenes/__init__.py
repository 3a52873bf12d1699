"""Places: ground, things along the way, light, bystanders and what stands before the camera."""
