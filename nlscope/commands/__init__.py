"""The commands, one file each; cli.py gathers them and hands them the dissectors."""
