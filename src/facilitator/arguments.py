"""What stands on the command line, read by tables of commands and options, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language


class WrongUse(Refusal):
    """The command line cannot be understood."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option. `value` is what stands for its value in the help; empty: it has none.

    `low` and `high` bound a number, where `high` is above 0; `choices` are all it may be.
    """

    name: str
    value: str = ""
    about: str = ""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the words that follow it, of which the first `least` must be there."""

    name: str
    words: tuple[str, ...]
    about: str
    options: tuple[Option, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: the command, if there is one, its words, and options by name."""

    command: Command | None
    words: tuple[str, ...]
    options: dict[str, str]

    def option(self, name: str) -> str | None:
        return self.options.get(name)

    def has(self, name: str) -> bool:
        return name in self.options

    def number(self, name: str, default: int) -> int:
        """The value of an option with bounds."""
        return int(self.options.get(name, default))


def parse(
    arguments: Sequence[str], commands: Sequence[Command], options: Sequence[Option]
) -> Given:
    """Read the command line; `options` may stand anywhere. Raises WrongUse."""
    rest = iter(arguments)
    known = {option.name: option for option in options}
    command: Command | None = None
    words: list[str] = []
    found: dict[str, str] = {}
    for word in rest:
        if word.startswith("-") and len(word) > 1:
            name, value = _option(word, rest, known)
            found[name] = value
        elif command is None:
            command = _command(word, commands)
            known |= {option.name: option for option in command.options}
        else:
            words.append(word)
    _check_words(command, words)
    return Given(command, tuple(words), found)


def describe(commands: Sequence[Command], options: Sequence[Option], lang: Language) -> str:
    """The help: every command and option with what it does."""
    lines = [lang.text("Usage: facilitator [options] [command …]"), ""]
    lines += [_describe_option(option, lang) for option in options]
    for command in commands:
        lines += ["", f"  {_synopsis(command)}", f"      {lang.text(command.about)}"]
        lines += [_describe_option(option, lang, "      ") for option in command.options]
    return "\n".join(lines)


def _command(word: str, commands: Sequence[Command]) -> Command:
    for command in commands:
        if command.name == word:
            return command
    names = ", ".join(command.name for command in commands)
    raise WrongUse(
        N_("There is no command {word}; there are {names}."), word=shown(word), names=names
    )


def _option(word: str, rest: Iterator[str], known: dict[str, Option]) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    option = known.get(name)
    if option is None:
        raise WrongUse(
            N_("The option {word} is not known here. Try facilitator --help."), word=shown(name)
        )
    if not option.value:
        if equals:
            raise WrongUse(N_("The option {word} takes no value."), word=name)
        return name, "yes"
    given = value if equals else next(rest, None)
    if not given or (not equals and given.startswith("--")):
        raise WrongUse(N_("The option {word} needs a value."), word=name)
    _check_value(option, given)
    return name, given


def _check_value(option: Option, value: str) -> None:
    if option.choices and value not in option.choices:
        raise WrongUse(
            N_("The option {word} takes one of {choices}."),
            word=option.name,
            choices=", ".join(option.choices),
        )
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    if option.high and not (is_number and option.low <= int(value) <= option.high):
        raise WrongUse(
            N_("The option {word} takes a whole number from {low} to {high}."),
            word=option.name,
            low=option.low,
            high=option.high,
        )


def _check_words(command: Command | None, words: Sequence[str]) -> None:
    if command is None:
        return
    if len(words) < command.least:
        raise WrongUse(
            N_("The command {command} also needs {word}."),
            command=command.name,
            word=command.words[len(words)],
        )
    if len(words) > len(command.words):
        raise WrongUse(
            N_("The command {command} does not take {word}."),
            command=command.name,
            word=shown(words[len(command.words)]),
        )


def shown(word: str) -> str:
    """A typed word as part of one line."""
    return " ".join(word.split())[:80]


def _synopsis(command: Command) -> str:
    words = [w if at < command.least else f"[{w}]" for at, w in enumerate(command.words)]
    return " ".join((command.name, *words))


def _describe_option(option: Option, lang: Language, indent: str = "  ") -> str:
    values = "|".join(option.choices) or option.value
    head = f"{indent}{option.name} {values}".rstrip()
    return f"{head:<34} {lang.text(option.about)}".rstrip()
