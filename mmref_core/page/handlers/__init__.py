"""What happens when something on the page is used, and how the page is put together."""
