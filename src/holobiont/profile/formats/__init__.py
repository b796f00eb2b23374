"""One module a file format: `matches` looks at the content, `parse` returns the numbers."""
