"""Linkedin: what is written about LinkedIn's page becomes what the extension knows of it: signals, owners, places.

Nothing here knows a rule; a rule set without such files has no page to stand in.
"""

from .page import NO_PAGE, Page, read_page
