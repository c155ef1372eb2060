"""The command `etiquette`. Exit code 0 is success, 1 findings, 2 wrong usage."""

from __future__ import annotations

from importlib import import_module

import click

from .. import __version__

GROUPS = {
    "Everyday": {
        "new": "author",
        "check": "check",
        "test": "check",
        "build": "build",
        "preview": "author",
        "texts": "texts",
    },
    "Questions": {
        "explain": "answer",
        "find": "answer",
        "diff": "versions",
        "decide": "answer",
    },
    "Publishing": {
        "package": "package",
        "verify": "package",
        "site": "package",
        "report": "versions",
    },
}
"""The commands, by what they are for, and the module of `commands` that holds each. A module is imported when its
command is called."""

COMMANDS = {name: module for commands in GROUPS.values() for name, module in commands.items()}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in GROUPS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            limit = formatter.width - 6 - max(map(len, COMMANDS))
            with formatter.section(title):
                formatter.write_dl([(name, found.get_short_help_str(limit)) for name, found in commands if found])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            # Only a slip needs this, and the commands start faster without it.
            from ..findings import did_you_mean

            ctx.fail(f"There is no command “{args[0]}”. {did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="etiquette")
def main() -> None:
    """Check the rules of Connect Etiquette and build the browser extension from them."""
