"""Source: YAML text becomes plain data in which every value knows where it was written.

Here is also the shape that each file must have; what the names in a file mean is not known in this room.
"""
