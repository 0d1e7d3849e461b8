"""AUDIT: selectors or a text come in; what holds and what does not goes out."""
