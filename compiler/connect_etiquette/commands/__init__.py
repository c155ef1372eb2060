"""The commands, one topic a file, imported only when called: what `build` does not need must not slow it down."""
