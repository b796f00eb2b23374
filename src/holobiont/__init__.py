"""Holobiont: an open digital twin of the human gut ecosystem."""
