"""What the documents name exists: commands, options, files, functions, codes, settings, blocks, links; recipes can be followed."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest
import typer.main

from generator.cli import app
from generator.commands.explaining import FAMILIES
from generator.config import RULES
from generator.diagnostics import catalogue
from generator.inspection import contract
from generator.pages.views import SiteFacts

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = tuple(
    sorted(
        {
            *PROJECT.glob("*.md"),
            *(PROJECT / "docs").glob("*.md"),
            *(PROJECT / "tests" / "cases").glob("*/README.md"),
            *(PROJECT / "generator" / "starter").rglob("*.md"),
        }
    )
)
OURS = tuple(d for d in DOCUMENTS if d.parent in (PROJECT, PROJECT / "docs"))
# Files that a document tells the reader to make, and what a build or an environment makes.
MADE_BY_READERS = {
    "content/cables/09OSLO9002.txt",  # by `cablepress init`
    "templates/assets/house.css",
    "content/pages/index.md",
    ".github/workflows/publish.yml",
    "../shared",
}
MADE_BY_COMMANDS = (".venv", ".cache", "output/")

# A block of code with what follows its opening fence: "```console", "````markdown"
FENCED = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<code>.*?)^(?P=fence)$", re.M | re.S)
# A code span: "`cablepress build`"
SPAN = re.compile(r"(?<!`)`(?!`)([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
# A link or picture: "[Templates](docs/templates.md)"
LINK = re.compile(r"\]\(([^()\s]+)\)")
# The source of a picture in HTML: 'src="docs/images/front-light.png"'
PICTURE = re.compile(r'src(?:set)?="([^"]+)"')
# A heading: "## Set up"
HEADING = re.compile(r"^#{1,6} (.+)$", re.M)
# A diagnostic code: "R103"
CODE = re.compile(rf"\b[{''.join(FAMILIES)}]\d{{3}}\b")
# A command of ours within a line: "cablepress build --strict"
COMMAND = re.compile(r"(?<![.\w/-])cablepress(?: (?P<rest>[^&|#\n]*))?")
# What make makes: "make test ARGS='-n auto'"
MAKE = re.compile(r"\bmake ([a-z]+)\b")
# What a Makefile can make: "site: $(SITE_STAMP)  ## Build"
TARGET = re.compile(r"^([a-z]+):", re.M)
# A path: "generator/reading/tags.py", "tests/golden/"
PATH = re.compile(r"\.{0,2}[A-Za-z_][\w.-]*(?:/[\w.*-]+)*/?")
# A name of a function or class, alone or with its object: "find_format", "Output.write", "urls.index(...)"
NAME = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*")
# A recipe's file: "New file `generator/pages/wanted.py`:"
NEW_FILE = re.compile(r"New file `(?P<path>[^`]+)`")
# A block of a template: "{% block footer %}"
BLOCK = re.compile(r"\{%-? *block (\w+)")


def prose_of(document: Path) -> str:
    """A document without its blocks of code."""
    return FENCED.sub("", document.read_text(encoding="utf-8"))


def spans_of(document: Path) -> list[str]:
    return [" ".join(span.split()) for span in SPAN.findall(prose_of(document))]


def label(document: Path) -> str:
    return document.relative_to(PROJECT).as_posix()


def command_lines(document: Path) -> list[str]:
    """Everything that a reader might type: code spans, and blocks of code for a terminal or a host."""
    blocks = FENCED.finditer(document.read_text(encoding="utf-8"))
    typed = [b["code"] for b in blocks if b["language"] in ("console", "toml", "yaml")]
    return [*spans_of(document), *(line for code in typed for line in code.splitlines())]


@cache
def commands() -> dict[str, set[str]]:
    """Every command with all its options."""
    group = typer.main.get_command(app)
    found = {name: command.params for name, command in group.commands.items()}  # type: ignore[attr-defined]
    return {name: {option for param in params for option in param.opts} for name, params in found.items()} | {
        "": {option for param in group.params for option in param.opts}
    }


def wrong_in(rest: str) -> list[str]:
    """What of a command line ours does not know; words after an option or a command are its values."""
    words = rest.replace('"', " ").replace("'", " ").split()
    name = next((word for word in words if word.isalpha() and word.islower()), "")
    if name and name not in commands():
        return [f"cablepress {name}"]
    known = commands()[name] | commands()[""] | {"--help", "-h"}
    return [
        f"cablepress {name} {word}" for word in words if re.match(r"--?[a-z]", word) and word not in known
    ]


@cache
def names_in_code() -> frozenset[str]:
    """Every name that our modules and tests bind: functions, classes, fields, constants, modules."""
    found: set[str] = set()
    for file in (*(PROJECT / "generator").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")):
        found.add(file.stem)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return frozenset(found)


def blocks_of(template: str) -> set[str]:
    return set(BLOCK.findall((PROJECT / "templates" / template).read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=label)
def test_every_link_leads_somewhere(document: Path):
    text = prose_of(document)
    lost = []
    for target in (*LINK.findall(text), *PICTURE.findall(text)):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        file = (document.parent / path) if path else document
        if not file.exists() or (fragment and fragment not in anchors_of(file)):
            lost.append(target)
    assert lost == []


def anchors_of(document: Path) -> set[str]:
    """The fragments of a document's headings, as hosts of repositories make them."""
    titles = HEADING.findall(prose_of(document))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=label)
def test_every_command_and_option_exists(document: Path):
    lines = [found["rest"] or "" for line in command_lines(document) for found in COMMAND.finditer(line)]
    assert [wrong for line in lines for wrong in wrong_in(line)] == []


@pytest.mark.parametrize("document", OURS, ids=label)
def test_make_can_make_what_is_named(document: Path):
    targets = set(TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8")))
    typed = [name for line in command_lines(document) for name in MAKE.findall(line)]
    assert [name for name in typed if name not in targets] == []


def test_every_command_is_named_in_the_readme():
    named = {(found["rest"] or "").split()[0] for found in COMMAND.finditer(readme()) if found["rest"]}
    assert {name for name in commands() if name} <= named


def readme() -> str:
    return (PROJECT / "README.md").read_text(encoding="utf-8").replace("`", " ")


@pytest.mark.parametrize("document", DOCUMENTS, ids=label)
def test_every_diagnostic_code_is_in_the_catalogue(document: Path):
    assert sorted(set(CODE.findall(prose_of(document))) - catalogue().keys()) == []


@pytest.mark.parametrize("document", OURS, ids=label)
def test_every_path_exists(document: Path):
    new = set(NEW_FILE.findall(document.read_text(encoding="utf-8")))
    paths = [span for span in spans_of(document) if "/" in span and PATH.fullmatch(span)]
    assert [path for path in paths if not is_there(path) and path not in new] == []


def is_there(path: str) -> bool:
    """Whether a path is of the tree, of the package, of a site, of an accepted build, or made by whoever reads."""
    if path in MADE_BY_READERS or path.startswith(MADE_BY_COMMANDS):
        return True
    homes = (
        PROJECT,
        PROJECT / "generator",
        PROJECT / "templates",
        PROJECT / "tests" / "golden" / "pages",
        PROJECT / "generator" / "entities",
    )
    return path == "default/" or any(next(home.glob(path), None) for home in homes)


@pytest.mark.parametrize("document", OURS, ids=label)
def test_every_name_of_the_code_exists(document: Path):
    """Of names, those are meant that only code has: with an underscore, a capital inside, or all in capitals."""
    new = set(
        re.findall(r"^(?:def |class )?([A-Za-z_]\w+)(?:\(| = )", document.read_text(encoding="utf-8"), re.M)
    )
    named = [span.partition("(")[0] for span in spans_of(document)]
    ours = [n for n in named if NAME.fullmatch(n) and re.search(r"[a-z]_[a-z]|[A-Z]_[A-Z]|[a-z][A-Z]", n)]
    known = names_in_code() | new | settings() | document_fields() | hosts()
    assert [name for name in ours if name.rpartition(".")[2] not in known] == []


def settings() -> set[str]:
    return {key for rules in RULES.values() for key in rules}


def document_fields() -> set[str]:
    """Fields of the model, and blocks of the templates."""
    schema = msgspec.json.encode(contract.schema()).decode()
    return set(re.findall(r'"(\w+)":', schema)) | set().union(
        *(blocks_of(file.name) for file in (PROJECT / "templates").glob("*.html"))
    )


def hosts() -> set[str]:
    """Words of hosts and file names that look like ours."""
    return {"PYTHON_VERSION", "_headers", "_redirects"}


def test_every_test_that_keeps_an_invariant_is_in_the_file_that_is_named():
    rows = re.findall(r"^\|[^|\n]*\|([^|\n]*)\|$", (PROJECT / "ARCHITECTURE.md").read_text("utf-8"), re.M)
    cells = [row for row in rows if "`tests/" in row]
    assert len(cells) > 10
    for cell in cells:
        files = [PROJECT / path for path in re.findall(r"`(tests/\w+\.py)`", cell)]
        code = "".join(file.read_text(encoding="utf-8") for file in files)
        for name in re.findall(r"`(test_\w+)`", cell):
            assert f"def {name}(" in code, cell


def test_every_part_of_the_house_is_in_its_table():
    text = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    parts = {
        entry.name + "/" * entry.is_dir()
        for entry in (PROJECT / "generator").iterdir()
        if not entry.name.startswith("__") and entry.name != "default_templates"
    }
    assert sorted(part for part in parts if f"`{part}`" not in text) == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["bench"],
        *project["project"]["optional-dependencies"]["test"],
        *project["build-system"]["requires"],
    ]
    names = {re.split(r"[<>=~! ]", wish)[0] for wish in wanted}
    text = (PROJECT / "docs" / "decisions.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\*\*([\w-]+)\*\*", text))
    assert names <= told, "a dependency without a reason"
    assert set(re.findall(r"^- \*\*([\w-]+)\*\*", text, re.M)) <= names, "a reason without a dependency"


def test_the_table_of_templates_names_their_blocks_and_no_others():
    text = (PROJECT / "docs" / "templates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| [^|]+\|([^|]*)\|$", text, re.M)
    told = {name: set(re.findall(r"`(\w+)`", cell)) for name, cell in rows}
    base = blocks_of("base.html")
    files = [f.name for f in (PROJECT / "templates").iterdir() if f.is_file()]
    assert told == {name: blocks_of(name) - (base if name != "base.html" else set()) for name in files}


def test_templates_are_told_all_facts_of_the_site():
    text = (PROJECT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [field for field in SiteFacts.__struct_fields__ if f"`{field}`" not in text] == []


def test_settings_in_the_documents_can_be_read():
    for document in OURS:
        for block in FENCED.finditer(document.read_text(encoding="utf-8")):
            if block["language"] == "toml":
                tomllib.loads(block["code"])


def new_files(document: Path) -> dict[str, str]:
    """The files that a document tells the reader to make: the first block of code after each."""
    text = document.read_text(encoding="utf-8")
    found = {}
    for named in NEW_FILE.finditer(text):
        block = FENCED.search(text, named.end())
        assert block is not None, named["path"]
        found[named["path"]] = block["code"]
    return found


def test_the_modules_of_the_recipes_fit_the_house(tmp_path: Path):
    shutil.copytree(
        PROJECT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__")
    )
    files = new_files(PROJECT / "CONTRIBUTING.md")
    modules = [path for path in files if path.endswith(".py")]
    assert len(modules) == 3
    for path in modules:
        assert not (tmp_path / path).exists(), f"{path} is not new any more"
        (tmp_path / path).write_text(files[path], encoding="utf-8")
    imports = "; ".join(f"import {path.removesuffix('.py').replace('/', '.')}" for path in modules)
    said = run_python(tmp_path, imports + "; print(generator.__file__)")
    assert said.startswith(str(tmp_path))


def test_the_recipe_for_a_format_finds_the_telegrams_of_its_case(tmp_path: Path):
    shutil.copytree(
        PROJECT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__")
    )
    files = new_files(PROJECT / "CONTRIBUTING.md")
    (tmp_path / "generator/reading/bundle.py").write_text(
        files["generator/reading/bundle.py"], encoding="utf-8"
    )
    case = files["tests/cases/reading/bundle.md"]
    telegrams = case.partition("```telegram\n")[2].partition("```")[0]
    (tmp_path / "both.txt").write_text(telegrams, encoding="utf-8")
    said = run_python(
        tmp_path,
        "from generator.reading.bundle import is_bundle, transcribe_bundle; t = open('both.txt').read();"
        "print(is_bundle(t), len(transcribe_bundle(t)), ''.join(x.text for x in transcribe_bundle(t)) == t.rstrip())",
    )
    assert said.split() == ["True", "2", "True"]


def run_python(folder: Path, code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pictures_are_small_and_every_one_is_shown():
    pictures = sorted((PROJECT / "docs" / "images").glob("*.png"))
    shown = "".join(document.read_text(encoding="utf-8") for document in OURS)
    assert [p.name for p in pictures if p.stat().st_size > 100_000 or f"images/{p.name}" not in shown] == []
