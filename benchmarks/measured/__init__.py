"""Comparisons of the twin with measured data, subject by subject."""
