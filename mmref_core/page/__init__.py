"""The web page: service, state, rendering, event handlers and HTTP layer; no module imports torch."""
