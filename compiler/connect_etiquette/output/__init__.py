"""Output: what is written: the bundle, the manifests, archives for the stores, schemas for editors.

Nothing is decided in this room; the same input gives the same bytes.
"""
