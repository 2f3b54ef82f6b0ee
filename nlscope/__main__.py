"""Run nlscope as ``python -m nlscope``."""

from nlscope.cli import main

main()
