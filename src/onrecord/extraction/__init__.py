"""ANALYSE: a Document comes in; mentions, timexes, attributions and events as worded go out."""
