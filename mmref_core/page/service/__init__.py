"""What the page is given: the service that answers it, on this machine, and the figures of its checkpoint."""
