"""Help pages of the command line in the user's language.

click writes the words around a command's own help (Usage, Options …) in English; here they come from the translations like all others.
"""

from __future__ import annotations

from pathlib import Path

import click

from qi_desktop import translations
from qi_desktop.core.errors import UsageError
from qi_desktop.core.messages import Message, message

LANGUAGE = translations.user_language()


def words(item: Message) -> str:
    """A message in the user's language."""
    return translations.render(item, LANGUAGE)


class TranslatedCommand(click.Command):
    """A command whose help page is wholly in the user's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call it."""
        pieces = [words(message("[OPTIONS]")) if piece == "[OPTIONS]" else piece for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=words(message("Usage: ")))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(words(message("Options"))):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words(message("Show this page."))
        return option


class TranslatedGroup(TranslatedCommand, click.Group):
    """A group of commands; its first argument may be a file instead of a command: then the window opens on it."""

    command_class = TranslatedCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the hidden command `window` before a file."""
        if args and not args[0].startswith("-") and args[0] not in self.commands and Path(args[0]).suffix:
            args = ["window", *args]
        return click.Group.parse_args(self, ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name. Raises UsageError when there is none."""
        if args and self.get_command(ctx, args[0]) is None:
            names = ", ".join(name for name, command in sorted(self.commands.items()) if not command.hidden)
            raise UsageError(message("There is no command “{name}”; choose one of: {names}.", name=args[0], names=names))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, then that of commands."""
        TranslatedCommand.format_options(self, ctx, formatter)
        shown = [(name, command.get_short_help_str(formatter.width)) for name, command in sorted(self.commands.items()) if not command.hidden]
        with formatter.section(words(message("Commands"))):
            formatter.write_dl(shown)
