"""The commands, run as a publisher runs them."""

import inspect
import json
import pstats
import re
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.main import get_command

from generator.cli import app, confess, without_debug
from generator.commands.arguments import plain_call
from generator.commands.bars import BarProgress
from generator.commands.terminal import SHOWN_OF_A_KIND, LineProgress, plural, print_problems
from generator.diagnostics import Diagnostic, Located, catalogue

COMMANDS = ("init", "build", "serve", "check", "people", "inspect", "explain")
STARTER = Path(__file__).parent.parent / "generator" / "starter"
SPECIMEN = STARTER / "content" / "cables" / "09OSLO9002.txt"
# The document model: what `inspect --json` promises, in this order.
CONTRACT = [
    "id",
    "printed_id",
    "subject",
    "title",
    "header",
    "date",
    "date_source",
    "classification",
    "captions",
    "precedence",
    "transmission_id",
    "routing",
    "station",
    "origin",
    "post",
    "action",
    "info",
    "attention",
    "executive_order",
    "declassify_on",
    "tags",
    "references",
    "classified_by",
    "summary",
    "comment",
    "blocks",
    "signers",
    "sections",
    "partial",
    "corrected_copy",
    "mentions",
    "diagnostics",
    "spans",
    "repairs",
    "published",
    "attributes",
    "source",
]


def run(*arguments, cwd=None, stdin=None):
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    ended = subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert "Traceback" not in ended.stdout + ended.stderr
    return ended


def ask(*questions):
    lines = [question if isinstance(question, str) else json.dumps(question) for question in questions]
    ended = run("inspect", "--batch", stdin="".join(line + "\n" for line in lines))
    assert ended.returncode == 0
    return [json.loads(line) for line in ended.stdout.split("\n")[:-1]]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A site fresh from `init`, built once: its folder and what the build printed."""
    root = tmp_path_factory.mktemp("made") / "a site with blanks"
    assert run("init", root).returncode == 0
    return root, run("build", "--strict", "--site", root)


def test_help_names_every_command():
    ended = run("--help")
    assert ended.returncode == 0
    assert all(re.search(rf"│ {command} ", ended.stdout) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(command):
    ended = run(command, "--help")
    assert f"Example: cablepress {command}" in ended.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["bulid"],
        ["build", "--jbos", "2"],
        ["build", "--jobs", "0"],
        ["inspect"],
        ["inspect", "--json", "--batch"],
        ["init"],
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_2(arguments):
    assert run(*arguments).returncode == 2


def test_a_new_site_builds_without_a_warning(made):
    root, built = made
    assert built.returncode == 0, built.stderr
    assert "Built 2 cables" in built.stdout
    assert "cablepress serve" in built.stdout
    assert (root / "output" / "index.html").is_file()
    assert (root / "output" / "cable" / "2009" / "03" / "09OSLO9002.html").is_file()


def test_the_specimens_say_that_they_are_specimens_and_cite_one_another(made):
    root, _ = made
    pages = {
        file.stem: file.read_text(encoding="utf-8") for file in (root / "output" / "cable").rglob("*.html")
    }
    assert set(pages) == {"09OSLO9002", "09REYKJAVIK9001"}
    assert all("specimen" in page.lower() for page in pages.values())
    assert "09REYKJAVIK9001.html" in pages["09OSLO9002"]
    assert "09OSLO9002.html" in pages["09REYKJAVIK9001"]


def test_a_new_site_has_everything_that_a_publisher_edits(made):
    root, _ = made
    names = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}
    assert {
        "site.toml", "netlify.toml", ".gitignore", "templates/README.md", "content/people.toml", "content/pages/about.md"
    } <= names  # fmt: skip


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ended = run("init", tmp_path)
    assert (ended.returncode, [file.name for file in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert "is not empty" in ended.stderr
    assert run("init", tmp_path / "mine.txt").returncode == 2


def test_a_build_without_changes_writes_nothing(made):
    root, _ = made
    again = run("build", "--why", "--timings", cwd=root / "content")
    assert again.returncode == 0
    assert "(0 written," in again.stdout
    assert "No page had to be written." in again.stdout
    assert "seconds" in again.stdout


def test_quiet_means_quiet(made):
    root, _ = made
    ended = run("build", "--quiet", "-C", root)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_where_there_is_no_site_nothing_is_built(tmp_path):
    for command in ("build", "check", "serve"):
        ended = run(command, cwd=tmp_path)
        assert (ended.returncode, list(tmp_path.iterdir())) == (2, [])
        assert "there is no site in" in ended.stderr
    assert run("build", "--site", tmp_path / "nowhere").returncode == 2


def test_an_error_in_the_settings_stops_the_build(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('[site]\ntittle = "x"\n', encoding="utf-8")
    ended = run("build", cwd=tmp_path)
    assert ended.returncode == 1
    assert (
        'site.toml:2: error C103: [site] has no key "tittle"\n  hint: did you mean "title"?' in ended.stderr
    )
    assert not (tmp_path / "output").exists()


def test_an_output_that_someone_else_filled_is_refused_and_left_alone(tmp_path):
    (tmp_path / "content" / "cables").mkdir(parents=True)
    (tmp_path / "content" / "cables" / "one.txt").write_bytes(SPECIMEN.read_bytes())
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "mine.html").write_text("mine", encoding="utf-8")
    ended = run("build", cwd=tmp_path)
    assert ended.returncode == 1
    assert "error: nothing was built" in ended.stderr
    assert [file.name for file in (tmp_path / "output").iterdir()] == ["mine.html"]


def test_a_warning_fails_only_when_strict(made, tmp_path):
    cables = tmp_path / "content" / "cables"
    cables.mkdir(parents=True)
    (cables / "one.txt").write_bytes(SPECIMEN.read_bytes())
    (cables / "two.txt").write_bytes(SPECIMEN.read_bytes())
    plain, strict = run("build", cwd=tmp_path), run("build", "--strict", cwd=tmp_path)
    assert (plain.returncode, strict.returncode) == (0, 1)
    assert " warning L3" in plain.stderr
    assert "--strict" in strict.stdout


def test_check_prints_a_summary_and_writes_no_site(tmp_path):
    assert run("init", tmp_path / "site").returncode == 0
    ended = run("check", "--strict", cwd=tmp_path / "site")
    assert ended.returncode == 0, ended.stdout
    for figure in ("cables", "references to cables", "unknown TAGS", "unknown posts"):
        assert figure in ended.stdout
    assert not (tmp_path / "site" / "output").exists()


def test_inspect_gives_a_readable_account():
    ended = run("inspect", SPECIMEN)
    assert ended.returncode == 0
    for words in (
        "09OSLO9002",
        "2009-03-27 09:30 UTC",
        "AMEMBASSY OSLO",
        "SCUL KPAO NO IC",
        "09REYKJAVIK9001",
    ):
        assert words in ended.stdout


def test_inspect_json_has_the_fields_of_the_contract_and_no_others():
    ended = run("inspect", "--json", SPECIMEN)
    (model,) = json.loads(ended.stdout)
    assert list(model) == CONTRACT
    assert (model["id"], model["date"], model["post"]) == ("09OSLO9002", "2009-03-27T09:30:00Z", "oslo")


def test_the_schema_describes_what_json_prints():
    schema = json.loads(run("inspect", "--schema").stdout)
    cable = schema["$defs"][schema["items"]["$ref"].rsplit("/", 1)[1]]
    assert list(cable["properties"]) == CONTRACT
    kinds = {
        definition["properties"]["kind"]["enum"][0]
        for definition in schema["$defs"].values()
        if "kind" in definition.get("required", ())
    }
    assert {"heading", "paragraph", "telegram", "unparsed", "page_marker"} <= kinds


def test_inspect_proves_that_no_character_of_the_specimens_was_lost():
    ended = run("inspect", "--coverage", *sorted(SPECIMEN.parent.iterdir()))
    assert ended.returncode == 0
    assert ended.stdout.count("100.00 %") == 2
    assert "2 of 2 files fully covered." in ended.stdout


def test_a_file_that_cannot_be_opened_is_told_and_the_others_are_read(tmp_path):
    ended = run("inspect", "--json", tmp_path / "none.txt", SPECIMEN)
    assert ended.returncode == 1
    assert "error C111: this file cannot be opened" in ended.stderr
    assert [model["id"] for model in json.loads(ended.stdout)] == ["09OSLO9002"]


def test_nothing_in_a_file_steers_the_terminal(tmp_path):
    file = tmp_path / "evil.txt"
    file.write_text(
        SPECIMEN.read_text(encoding="utf-8").replace("Torvald", "\x1b]0;owned\x07Torvald"), encoding="utf-8"
    )
    for options in ([], ["--coverage"]):
        ended = run("inspect", *options, file)
        assert "\x1b" not in ended.stdout + ended.stderr


def test_a_batch_is_answered_line_by_line_in_order():
    text = SPECIMEN.read_text(encoding="utf-8")
    models = ask(
        {"id": None, "year": None, "text": text}, {"id": None, "year": 2004, "text": "SUBJECT: A TITLE\n"}
    )
    assert [field for field in models[0] if field != "further"] == CONTRACT
    assert models[0]["further"] == []
    assert (models[0]["id"], models[1]["subject"]) == ("09OSLO9002", "A TITLE")


def test_an_id_without_a_text_is_answered_with_its_canonical_form():
    (model,) = ask({"id": "2009 Reykjavik 009001", "year": None, "text": ""})
    assert (model["id"], model["printed_id"]) == ("09REYKJAVIK9001", "2009 Reykjavik 009001")


@pytest.mark.parametrize(
    "line", ["no json", "", "[]", '{"text": 7}', '{"id": "x", "year": "y", "text": ""}', "[" * 100_000]
)
def test_a_bad_line_is_answered_with_an_empty_model_and_the_batch_goes_on(line):
    bad, good = ask(line, {"id": None, "year": None, "text": "SUBJECT: STILL HERE\n"})
    assert (bad["blocks"], [found["code"] for found in bad["diagnostics"]]) == ([], ["C110"])
    assert good["subject"] == "STILL HERE"


def test_half_a_surrogate_pair_does_not_stop_a_batch():
    (model,) = ask('{"id": null, "year": null, "text": "SUBJECT: ODD \\ud800 END\\n"}')
    assert model["subject"] == "ODD ? END"


def test_ctrl_c_ends_with_130_and_one_line():
    command = [sys.executable, "-m", "generator", "inspect", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().decode().strip().count("\n") == 0


def test_every_code_is_explained():
    listed = run("explain").stdout
    assert all(code in listed for code in catalogue())
    ended = run("explain", "c103")
    assert ended.returncode == 0
    assert "What to do" in ended.stdout


def test_an_unknown_code_is_a_usage_error_with_a_suggestion():
    ended = run("explain", "C13")
    assert ended.returncode == 2
    assert "C103" in ended.stderr


def test_a_fault_of_our_own_is_told_without_a_traceback(capsys):
    try:
        {}["missing"]
    except KeyError as error:
        confess(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "KeyError: 'missing' (test_cli.py, line" in told
    assert "--debug" in told
    assert "Traceback" not in told


def test_a_refusal_of_the_system_names_the_file(capsys):
    confess(PermissionError, PermissionError(13, "Permission denied", "/some/file"), None)
    assert capsys.readouterr().err == "error: /some/file: Permission denied\n"


@pytest.mark.parametrize(
    ("arguments", "left", "debug"),
    [
        (["build", "--debug"], ["build"], True),
        (["--debug", "build"], ["build"], True),
        (["inspect", "--", "--debug"], ["inspect", "--", "--debug"], False),
    ],
)
def test_debug_may_stand_anywhere(arguments, left, debug):
    assert without_debug(arguments) == (left, debug)


def test_a_hundred_problems_of_a_kind_are_printed_and_the_others_counted():
    problems = [
        Located(f"file-{n}", Diagnostic("C103", "error", n, None, "[odd] message"))
        for n in range(SHOWN_OF_A_KIND + 5)
    ]
    some, every = StringIO(), StringIO()
    print_problems(Console(file=some), problems)
    print_problems(Console(file=every), problems, all_of_them=True)
    assert some.getvalue().count("error C103: [odd] message") == SHOWN_OF_A_KIND
    assert "and 5 more of C103" in some.getvalue()
    assert every.getvalue().count("error C103: [odd] message") == SHOWN_OF_A_KIND + 5


def test_long_work_shows_plain_lines_in_a_log_and_a_bar_on_a_terminal():
    log, screen = StringIO(), StringIO()
    ticks = iter(range(1000))
    for progress in (
        LineProgress(Console(file=log)),
        BarProgress(Console(file=screen, force_terminal=True), lambda: float(next(ticks))),
    ):
        progress.start("Reading", 2000)
        progress.advance(500)
        progress.finish()
    assert log.getvalue() == "Reading (2,000) ...\n"
    assert "500/2000" in screen.getvalue()


def test_numbers_agree_with_their_nouns():
    assert [plural(n, "page") for n in (0, 1, 2, 1204)] == ["0 pages", "1 page", "2 pages", "1,204 pages"]


def test_a_profile_says_where_the_time_goes(tmp_path):
    root = tmp_path / "site"
    assert run("init", str(root)).returncode == 0
    built = run("build", "--profile", str(tmp_path / "profile"), cwd=root)
    assert built.returncode == 0, built.stderr
    assert "function calls" in built.stdout
    assert pstats.Stats(str(tmp_path / "profile")).total_calls > 1000  # type: ignore[attr-defined]


PLAIN = (
    ["build"],
    ["build", "-C", "site", "--jobs", "3", "-q", "--strict", "--why"],
    ["build", "--site=site", "--profile", "where it goes"],
    ["check", "--json", "--save", "a", "--compare=b"],
    ["serve", "--port", "0", "--settle", "0.5"],
    ["inspect", "--json", "one", "two.txt"],
    ["inspect", "--schema"],
    ["import", "dump.csv", "--to", "elsewhere"],
    ["init", "new"],
)
NOT_PLAIN = (
    [],
    ["-h"],
    ["bild"],
    ["build", "-h"],
    ["build", "-j", "0"],
    ["build", "-j", "two"],
    ["build", "-j"],
    ["build", "-qj2"],
    ["build", "--site="],
    ["build", "--site", "-q"],
    ["build", "--quiet=1"],
    ["build", "--quiet", "-q"],
    ["build", "here"],
    ["build", "--"],
    ["check", "--host", "github"],
    ["serve", "--port", "70000"],
    ["init"],
    ["init", "one", "two"],
    ["explain", "R103"],
)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_plain_arguments_mean_what_typer_would_say_they_mean(arguments):
    call = plain_call(app, arguments)
    command = get_command(app).commands[arguments[0]]
    meant = command.make_context(arguments[0], list(arguments[1:])).params
    taken = inspect.signature(call.func).bind(**call.keywords)
    taken.apply_defaults()
    empty = {"names": None}  # which Typer gives as an empty list
    assert {n: v or empty.get(n, v) for n, v in meant.items()} == taken.arguments


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_arguments_of_which_there_is_something_to_say_are_left_to_typer(arguments):
    assert plain_call(app, arguments) is None
