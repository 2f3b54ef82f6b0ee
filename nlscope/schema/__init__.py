"""Families described at run time: YAML specs, kernel policies and users' Python files."""
