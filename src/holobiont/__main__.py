"""Run the command line as ``python -m holobiont``."""

from holobiont.cli import main

main()
