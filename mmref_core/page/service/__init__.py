"""The service that answers the page, and the measured figures of its checkpoint."""
