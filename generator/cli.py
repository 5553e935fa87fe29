"""A command line -> a command and its exit code; alone reads environment, clock and terminal."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Never

import typer

from .commands.arguments import plain_call
from .commands.endings import INTERRUPTED, confess, end_interrupted, forget_unprinted
from .commands.hosts import HostName

if TYPE_CHECKING:
    from .commands.terminal import Terminal

FINE, WITH_ERRORS, MISUSED = 0, 1, 2
COMPLETING = "_CABLEPRESS_COMPLETE"  # set by a shell that wants to know how a command goes on

app = typer.Typer(
    name="cablepress",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="A first site in three lines: `cablepress init my-archive`, `cd my-archive`, `cablepress serve`.",
)

SiteOption = Annotated[
    Path | None,
    typer.Option(
        "--site",
        "-C",
        metavar="DIR",
        help="The site's folder. Default: here, or the nearest folder above that has a site.toml.",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors and warnings only.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail: exit code 1.")]
TimingsOption = Annotated[bool, typer.Option("--timings", help="Say how long each phase took.")]
AllOption = Annotated[bool, typer.Option("--all", help="Print every problem, not a hundred of each kind.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes to work with. Default: one a core."),
]


def main() -> None:
    """The command `cablepress`; ends the process."""
    arguments, debug = without_debug(sys.argv[1:])
    if not debug:
        sys.excepthook = confess
    print_whatever_the_encoding()
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        carry_out(arguments)
    except KeyboardInterrupt:
        end_interrupted()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            end_interrupted()
        raise


def carry_out(arguments: list[str]) -> None:
    """Does what is asked; ends the process. Typer is asked where the arguments are not plain, or a command refuses."""
    call = None if COMPLETING in os.environ else plain_call(app, arguments)
    try:
        if call is not None:
            call()
            sys.exit(FINE)
    except typer.Exit as end:
        sys.exit(end.exit_code)
    except typer.BadParameter:
        pass  # before anything was done: Typer says it, as it says all else that is wrong with arguments
    except BrokenPipeError:
        forget_unprinted()
        sys.exit(WITH_ERRORS)
    typer.main.get_command(app)(args=arguments, prog_name="cablepress")


def print_whatever_the_encoding() -> None:
    """Lets no character that the terminal or the log has no sign for end a command: it is printed as `\\u0416`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """The arguments without `--debug`, which may stand anywhere before `--`, and whether it was there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    asked = "--debug" in arguments[:end]
    return [a for i, a in enumerate(arguments) if i >= end or a != "--debug"], asked


@app.callback()
def cablepress(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of a fault in Cablepress itself.")
    ] = False,
) -> None:
    """Publishes diplomatic cables: raw telegrams in, a cross-linked web archive out."""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.")],
    quiet: QuietOption = False,
) -> Never:
    """Make a new site that builds at once: two specimen telegrams, an about page, settings.

    Example: `cablepress init my-archive`
    """
    from .commands.starting import init as start

    raise typer.Exit(start(folder, terminal(quiet)))


@app.command()
def build(
    site: SiteOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
    strict: StrictOption = False,
    timings: TimingsOption = False,
    why: Annotated[bool, typer.Option("--why", help="Say of each page that was written why.")] = False,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile", metavar="FILE", help="Say where the time goes, and keep it in FILE; one process."
        ),
    ] = None,
    all_of_them: AllOption = False,
) -> Never:
    """Bring output/ up to date: writes what changed, removes what it wrote earlier and no longer wants.

    Example: `cablepress build --strict --timings`
    """
    from .commands import building

    wishes = building.Wishes(
        jobs=jobs or cores(),
        strict=strict,
        timings=timings,
        why=why,
        all_of_them=all_of_them,
        profile=profile,
    )
    raise typer.Exit(building.build(site_folder(site), wishes, terminal(quiet)))


@app.command()
def serve(
    site: SiteOption = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="N", help="Default: 8000, or the next port that is free."),
    ] = None,
    browser: Annotated[bool, typer.Option("--open", help="Open the site in a browser.")] = False,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look for changes once a second: for network volumes.")
    ] = False,
    settle: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="How long files must be quiet before a build; a saved telegram a quarter of that.",
        ),
    ] = 0.06,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> Never:
    """Build, show the site on this machine, and do so again whenever a file changes. Ctrl-C ends it.

    Example: `cablepress serve --open`
    """
    from .commands import serving

    wishes = serving.Wishes(
        port=port, browser=browser, poll=poll, settle_seconds=settle, jobs=jobs or cores()
    )
    raise typer.Exit(serving.serve(site_folder(site), wishes, terminal(quiet)))


@app.command()
def check(
    site: SiteOption = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print everything as one JSON document instead of tables.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Keep in FILE how every cable is read, to compare with."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="FILE", help="List what is read otherwise than when FILE was saved."
        ),
    ] = None,
    host: Annotated[
        HostName | None,
        typer.Option("--host", help="Say what this host will not take, and what to switch off."),
    ] = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
    strict: StrictOption = False,
    timings: TimingsOption = False,
    all_of_them: AllOption = False,
) -> Never:
    """Read and link everything, write no page: all that is odd, and how well the archive is understood.

    Example: `cablepress check --strict`
    """
    from .commands import checking

    wishes = checking.Wishes(
        jobs=jobs or cores(),
        strict=strict,
        timings=timings,
        all_of_them=all_of_them,
        compare=compare,
        save=save,
        host=host.value if host else None,
    )
    sink = sys.stdout.buffer if json else None
    raise typer.Exit(checking.check(site_folder(site), wishes, terminal(quiet), sink))


@app.command()
def people(
    site: SiteOption = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print everything as one JSON document instead of tables.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Add the proposals to content/people.toml, for you to decide.")
    ] = False,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
    all_of_them: AllOption = False,
) -> Never:
    """Propose which persons are one and which are several, with the evidence. Changes no page by itself.

    Example: `cablepress people --write`
    """
    from .commands import people as proposing

    wishes = proposing.Wishes(jobs=jobs or cores(), write=write, all_of_them=all_of_them)
    sink = sys.stdout.buffer if json else None
    raise typer.Exit(proposing.people(site_folder(site), wishes, terminal(quiet), sink))


@app.command("import")
def import_(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="CSV or JSON lines, also in a .gz or .zip.")],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Where to write. Default: content/cables of the site."),
    ] = None,
    site: SiteOption = None,
    quiet: QuietOption = False,
) -> Never:
    """Write the cables of a dump out, one file each, in folders by year and month. Overwrites nothing.

    Only those need this who want to edit: a dump in content/cables/ is published as it is.

    Example: `cablepress import ../cables.csv.gz`
    """
    from .commands.importing import import_cables

    raise typer.Exit(import_cables(dump, site_folder(site), to, terminal(quiet)))


@app.command()
def inspect(
    names: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Files that hold telegrams.", show_default=False),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the document model as JSON: a list of cables.")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Prove that no character was lost; 1 when one was.")
    ] = False,
    batch: Annotated[
        bool,
        typer.Option(
            "--batch", help='Answer JSON lines {"id", "year", "text"} from standard input, one model a line.'
        ),
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the document model.")
    ] = False,
    site: SiteOption = None,
    quiet: QuietOption = False,
) -> Never:
    """Show what is understood of a cable, in colours, or as JSON.

    Example: `cablepress inspect content/cables/09REYKJAVIK9001.txt`
    """
    if sum((json, coverage, batch, schema)) > 1:
        raise typer.BadParameter("--json, --coverage, --batch and --schema exclude one another")
    if batch:
        answer_batch(site)
    if schema:
        from .commands.inspecting import inspect_schema

        raise typer.Exit(inspect_schema(sys.stdout.buffer))
    if not names:
        raise typer.BadParameter(
            "name a file, such as content/cables/09REYKJAVIK9001.txt", param_hint="FILE..."
        )
    inspect_files(names, site, terminal(quiet), json=json, coverage=coverage)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Such as R103.", show_default=False)
    ] = None,
) -> Never:
    """Say what a diagnostic code means and what to do; without a code, list them all.

    Example: `cablepress explain C103`
    """
    from .commands.explaining import explain as tell

    raise typer.Exit(tell(code, terminal(False)))


def inspect_files(
    names: Iterable[Path], site: Path | None, seen: Terminal, *, json: bool, coverage: bool
) -> Never:
    """Inspects files by the rules of the site that they are inspected from."""
    from .commands import inspecting
    from .inspection.rules import rules_at

    config, rules = rules_at(site_folder(site))
    if json:
        raise typer.Exit(inspecting.inspect_json(names, config.content, rules, seen, sys.stdout.buffer))
    if coverage:
        raise typer.Exit(inspecting.inspect_coverage(names, config.content, rules, seen))
    raise typer.Exit(inspecting.inspect(names, config.content, rules, seen))


def answer_batch(site: Path | None) -> Never:
    """Answers standard input line by line; loads nothing that draws on a terminal."""
    from .inspection.batch import answer_all
    from .inspection.rules import rules_at

    sink = sys.stdout.buffer
    _, rules = rules_at(site_folder(site))
    for answer in answer_all(sys.stdin.buffer, rules):
        sink.write(answer)
        sink.flush()
    raise typer.Exit(FINE)


def terminal(quiet: bool) -> Terminal:
    """Standard output and standard error, as they are."""
    from rich.console import Console

    from .commands.terminal import Terminal

    return Terminal(Console(), Console(stderr=True), time.monotonic, quiet)


def site_folder(named: Path | None) -> Path:
    """The folder named, or the nearest from here upwards with a site.toml, or here."""
    if named is not None:
        if not named.is_dir():
            raise typer.BadParameter(f"{named} is not a folder", param_hint="--site")
        return named.absolute()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "site.toml").is_file()), here)


def cores() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
