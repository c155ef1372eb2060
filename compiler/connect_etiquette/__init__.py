"""The rule compiler of Connect Etiquette: reads a folder of YAML rules, proves them, writes a browser extension."""
