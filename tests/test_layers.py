"""The house of ARCHITECTURE.md, held against what the modules import."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"

# From the lowest to the highest; the parts of one line may know one another.
LAYERS = (
    ("diagnostics", "entries"),
    ("model",),
    ("cards", "columns", "packing"),
    ("config", "coverage", "entities", "reading"),
    ("corrections", "marks", "numbering"),
    ("gathering", "linking"),
    ("conversations",),
    ("archive",),
    ("pairing",),
    ("quality",),
    ("pages", "search"),
    ("hosting", "rendering"),
    ("inspection",),
    ("building",),
    ("amending", "importing", "pipeline"),
    ("preview", "starter"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}

# A view is described without an engine, a cable is read without a site: not even by way of a library.
FORBIDDEN_LIBRARIES = {
    "reading": {"jinja2", "pygments", "rich", "typer", "starlette"},
    "entities": {"jinja2", "markdown_it", "pygments", "rich", "typer", "starlette"},
    "pages": {"jinja2", "markdown_it", "rich", "typer", "starlette"},
    "building": {"jinja2", "markdown_it", "rich", "typer", "starlette"},
}
# Whoever asks these is told something else every time: only the command line may, and the preview, which waits.
CLOCK_AND_ENVIRONMENT = {
    ("time", "time"),
    ("time", "monotonic"),
    ("time", "perf_counter"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("date", "today"),
    ("os", "environ"),
    ("os", "getenv"),
}
MAY_ASK = ("cli", "__main__", "preview")

MOST_LINES = 400

MODULES = sorted(
    file.relative_to(PACKAGE) for file in PACKAGE.rglob("*.py") if "default_templates" not in file.parts
)


def part_of(module: Path) -> str:
    """The part of the house that a module belongs to: `reading/tags.py` to `reading`."""
    return module.parts[0].removesuffix(".py")


def tree_of(module: Path) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), str(module))


def imported(module: Path) -> list[tuple[int, str]]:
    """Line and full dotted name of everything that a module imports."""
    found = []
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = ("generator", *module.parts[:-1])
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            stem = ".".join(filter(None, (base, node.module)))
            found += [(node.lineno, f"{stem}.{alias.name}") for alias in node.names]
    return found


def parts_imported(module: Path) -> list[tuple[int, str]]:
    """Line and part of every import from our own package; the package itself is part of nothing."""
    own = [(line, name.split(".")) for line, name in imported(module) if name.split(".")[0] == "generator"]
    return [(line, names[1]) for line, names in own if len(names) > 1 and names[1] != "__version__"]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_imports_from_lower_layers_only(module):
    part = part_of(module)
    if part == "__init__":
        assert parts_imported(module) == []
        return
    assert part in RANK, f"{part} has no place among the layers"
    wrong = [
        f"{module}:{line} imports {other}"
        for line, other in parts_imported(module)
        if RANK[other] > RANK[part]
    ]
    assert wrong == []


def test_the_model_imports_nothing_of_ours_but_diagnostics():
    assert {part for _, part in parts_imported(Path("model.py"))} <= {"diagnostics"}
    assert parts_imported(Path("diagnostics.py")) == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_part_knows_a_library_that_is_none_of_its_business(module):
    forbidden = FORBIDDEN_LIBRARIES.get(part_of(module), set())
    assert {name.split(".")[0] for _, name in imported(module)} & forbidden == set()


@pytest.mark.parametrize("module", [m for m in MODULES if part_of(m) not in MAY_ASK], ids=str)
def test_a_build_asks_neither_clock_nor_environment(module):
    asked = [
        f"{module}:{node.lineno} {node.value.id}.{node.attr}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in CLOCK_AND_ENVIRONMENT
    ]
    assert asked == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_says_what_it_is_and_stays_short(module):
    text = (PACKAGE / module).read_text(encoding="utf-8")
    assert ast.get_docstring(tree_of(module)), f"{module} has no docstring"
    assert text.count("\n") <= MOST_LINES, f"{module} is too long"


def wavering(parsed: list[tuple[object, Any]], inside: bool = False) -> bool:
    """Whether a possessive group, in a parsed expression, holds what may match in more than one way."""
    for kind, value in parsed:
        name = str(kind)
        if inside and (name == "BRANCH" or (name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] != value[1])):
            return True
        parts = value if isinstance(value, tuple | list) else (value,)
        inner = [part for part in parts if isinstance(part, re._parser.SubPattern)]
        inner += [branch for part in parts if isinstance(part, list) for branch in part]
        for part in inner:
            if isinstance(part, re._parser.SubPattern) and wavering(
                part.data, inside or name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP")
            ):
                return True
    return False


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_expression_needs_a_python_newer_than_3_11_0(module):
    # Python before 3.11.5 loses matches of a possessive group that may match in more than one way (gh-106052).
    names = [*module.with_suffix("").parts] if module.name != "__init__.py" else [*module.parent.parts]
    found = vars(import_module(".".join(["generator", *names]))) if names != ["__main__"] else {}
    patterns = {name: value for name, value in found.items() if isinstance(value, re.Pattern)}
    assert not [name for name, p in patterns.items() if wavering(re._parser.parse(p.pattern, p.flags).data)]


def test_a_possessive_group_that_may_match_in_two_ways_is_found():
    assert wavering(re._parser.parse(r"(?:a|bc)*+").data) and wavering(
        re._parser.parse(r"x(?:(?:a+b)++|c)").data
    )
    assert not wavering(re._parser.parse(r"(?:\\.[^a]*+)*+(?:b|c)*").data)
