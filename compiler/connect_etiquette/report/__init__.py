"""Report: a rule set as one page for reading, printing and signing, by people who read no YAML.

Everything on it is taken from the proved rules; the page is one template, and the words between are beside it.
"""

from .conditions import Line, Phrase, Vocabulary, asked_in_yaml
from .courses import Course, course, typical
from .page import LANGUAGES, Edition, Since, report_page
from .words import Words, all_words
