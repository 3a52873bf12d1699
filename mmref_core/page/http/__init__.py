"""HTTP layer in front of the page: access, size and time limits, visitors, uploads and the page's own routes."""
