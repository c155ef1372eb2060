"""Commands: what is typed after `etiquette`, one topic a file, and the words in which outcomes are printed.

They are imported only when called: what `build` does not need must not slow it down.
"""

from .group import main
