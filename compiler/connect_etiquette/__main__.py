"""The command `etiquette` as a process, also by `python -m connect_etiquette`."""

import gc


def run() -> None:
    """Run the command, and exit with its code."""
    # A tenth of a build would go into looking for what is no longer needed, and all of it goes at the end anyway.
    gc.disable()
    from .commands import main

    main(prog_name="etiquette")


if __name__ == "__main__":
    run()
