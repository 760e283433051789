"""The smallest click program with Humi's commands: what starting Python and click costs anyway."""

import click


@click.group()
def main() -> None:
    """A program that does nothing."""


@main.command()
@click.argument("dossier")
def evaluate(dossier: str) -> None:
    """Do nothing with a dossier."""


if __name__ == "__main__":
    main()
