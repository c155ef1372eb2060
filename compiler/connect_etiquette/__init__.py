"""The rule compiler of Connect Etiquette: reads a folder of YAML rules, proves them, writes a browser extension."""

__version__ = "0.1.0"
"""Of the compiler and of the extension that it writes."""
