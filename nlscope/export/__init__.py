"""Messages as text, values and JSON."""
