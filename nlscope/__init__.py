"""nlscope captures and decodes Linux netlink."""

__version__ = "0.1.0"
