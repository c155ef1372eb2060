"""`python -m connect_etiquette` is the command `etiquette`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="etiquette")
