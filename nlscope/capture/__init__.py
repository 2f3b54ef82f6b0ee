"""Captures: files read and written, and live sources."""
