"""Answers: what proved rules say of somebody, now and later.

Records and an instant become a situation, and that gets its answer; scenarios and comparisons rest on this.
"""
