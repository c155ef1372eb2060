"""Translations: the texts of a rule set in other languages: which there are, which are missing, which were left behind.

English stands in the rules themselves; a language adds to it, and never changes what is decided.
"""

from .interface import check_words
from .locales import Locale, read_locales
