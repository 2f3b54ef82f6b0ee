"""A generic netlink kernel side in process: as Linux 6.12 answers, byte for byte."""
