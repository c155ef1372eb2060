"""Findings: what is wrong, where it is, and what to do about it.

The catalogue lists every kind of finding that there is; how findings look on a terminal is `render`'s business alone.
"""
