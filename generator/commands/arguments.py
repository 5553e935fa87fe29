"""Plain arguments of a command -> a call of its function, without Typer's machinery, which takes a moment to load.

Plain is what needs no word from anybody: known options with fit values, and files. Whatever else stands there, help and
mistakes among it, is left to Typer, which declares the commands and alone speaks about them.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.models import ArgumentInfo, OptionInfo, ParameterInfo
from typer.utils import get_params_from_function

# What would make more of a value than we do
BEYOND = ("callback", "parser", "click_type", "envvar", "exists", "resolve_path")
WHOLE = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class NotPlain(Exception):
    """These arguments are for Typer."""


def plain_call(app: typer.Typer, arguments: Sequence[str]) -> Callable[[], object] | None:
    """What a command line that begins with the name of a command asks for; None where Typer has to look at it."""
    if not arguments:
        return None
    for command in app.registered_commands:
        function = command.callback
        if function and arguments[0] == (command.name or function.__name__):
            try:
                return partial(function, **_values(function, arguments[1:]))
            except NotPlain:
                return None
    return None


def _values(function: Callable[..., object], arguments: Sequence[str]) -> dict[str, object]:
    """The parameters that are given. Errors: NotPlain."""
    options, files = _declared(function)
    given: dict[str, object] = {}
    named: list[Path] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("-"):
            if not word or not files:
                raise NotPlain
            named.append(Path(word))
            continue
        flag, equals, value = word.partition("=")
        if flag not in options or (equals and not flag.startswith("--")):
            raise NotPlain
        name, kind, info = options[flag]
        if name in given:
            raise NotPlain
        if kind is bool:
            if equals:
                raise NotPlain
            given[name] = True
        else:
            given[name] = _value(value if equals else waiting.pop(0) if waiting else "", kind, info)
    return given | _files(files, named, function)


def _declared(
    function: Callable[..., object],
) -> tuple[dict[str, tuple[str, Any, ParameterInfo]], tuple[str, Any] | None]:
    """The options of a command by each of their flags, and the parameter that takes files, if any."""
    options: dict[str, tuple[str, Any, ParameterInfo]] = {}
    files: tuple[str, Any] | None = None
    for name, parameter in get_params_from_function(function).items():
        info, kind = parameter.default, _bare(parameter.annotation)
        if any(getattr(info, beyond, None) for beyond in BEYOND):
            raise NotPlain
        if isinstance(info, ArgumentInfo):
            if kind not in (Path, list[Path]) or files:
                raise NotPlain
            files = name, kind
        elif isinstance(info, OptionInfo):
            for flag in info.param_decls or (f"--{name.replace('_', '-')}",):
                options[flag] = name, kind, info
    return options, files


def _bare(kind: Any) -> Any:
    """The type without its `| None`."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        others = [part for part in typing.get_args(kind) if part is not type(None)]
        return others[0] if len(others) == 1 else None
    return kind


def _value(text: str, kind: Any, info: ParameterInfo) -> object:
    """What is given for an option, where nobody could take it otherwise."""
    if not text or text.startswith("-"):
        raise NotPlain
    if kind is Path:
        return Path(text)
    pattern = {int: WHOLE, float: DECIMAL}.get(kind)
    if pattern is None or not pattern.fullmatch(text):
        raise NotPlain
    number = int(text) if kind is int else float(text)
    if (info.min is not None and number < info.min) or (info.max is not None and number > info.max):
        raise NotPlain
    return number


def _files(
    files: tuple[str, Any] | None, named: list[Path], function: Callable[..., object]
) -> dict[str, object]:
    """The files as the command takes them."""
    if files is None:
        return {}
    name, kind = files
    if not named and inspect.signature(function).parameters[name].default is not inspect.Parameter.empty:
        return {}
    if kind is Path:
        if len(named) != 1:
            raise NotPlain
        return {name: named[0]}
    return {name: named}
