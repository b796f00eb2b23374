"""The command line: one file a command, heavy libraries imported only where they are used."""

from holobiont.cli.main import main

__all__ = ["main"]
