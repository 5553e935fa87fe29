"""A diagnostic, or any text from a file -> coloured text that is safe on a terminal."""

from __future__ import annotations

from rich.text import Text

from ..diagnostics import Located

SEVERITY_STYLES = {"error": "bold red", "warning": "bold yellow", "notice": "bold cyan"}


def printable(words: str) -> str:
    """The words without characters that steer a terminal: text from a file must not reach it raw."""
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in words)


def on_one_line(words: str) -> str:
    """The same, without a line break: the name of a file may hold one."""
    return printable(words).replace("\n", "\N{REPLACEMENT CHARACTER}")


def problem_text(located: Located) -> Text:
    """`path:line:col: warning R103: message` and its hint on a second line."""
    found = located.diagnostic
    place = "".join(f":{number}" for number in (found.line, found.column) if number is not None)
    text = Text.assemble(
        (f"{on_one_line(located.path)}{place}: ", "bold"),
        (f"{found.severity} {found.code}", SEVERITY_STYLES[found.severity]),
        f": {on_one_line(located.message)}",
    )
    if found.hint:
        text.append(f"\n  hint: {printable(found.hint)}", style="dim")
    return text
