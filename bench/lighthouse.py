"""A built site -> what Lighthouse, as on a telephone, says of one page of every kind of it.

    python bench/lighthouse.py output

Pages with one template and one shape of address are of a kind; the heaviest of them is looked at. The site is served on
this machine alone, as a static host does: compressed, with the headers of its `_headers`. Prints the four scores of each
page and what cost points; ends with 1 where one of AT_LEAST is not reached. `npm` fetches Lighthouse into --work, once.
A page takes ten to twenty seconds; on a busy machine it loses points for speed, so it may try --again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from msgspec import Struct

PROJECT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "lighthouse@13.5.0"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
AT_LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt"}
BODY_CLASS = re.compile(r'<body class="([^"]*)"')
FIXED_NAMES = {"index", "and", "print", "about", "all"}
SECONDS_A_PAGE = 180


class Scores(Struct, frozen=True):
    """What is said of a page: of 100 by category, and the audits that cost points."""

    by_category: dict[str, int]
    faults: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every score is reached."""
        return all(self.by_category[name] >= least for name, least in AT_LEAST.items())


def main() -> None:
    """Looks at a page of every kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the output folder of a site")
    parser.add_argument("--only", nargs="*", default=[], metavar="PART", help="kinds with this in their name")
    parser.add_argument("--again", type=int, default=2, help="how often to try again where a score is missed")
    parser.add_argument(
        "--work", type=Path, default=PROJECT / ".cache" / "lighthouse", help="where npm installs"
    )
    wishes = parser.parse_args()
    look = find_lighthouse(wishes.work)
    pages = {
        kind: path
        for kind, path in sorted(find_pages(wishes.output).items())
        if not wishes.only or any(part in kind for part in wishes.only)
    }
    missed = 0
    print(f"{'kind':<44} {'perf':>4} {'a11y':>4} {'best':>4} {'seo':>4}  page", flush=True)
    with serve(wishes.output) as root:
        for kind, path in pages.items():
            said = best_of(look(f"{root}/{path}") for _ in range(1 + wishes.again))
            missed += not said.good
            numbers = " ".join(f"{said.by_category[name]:>4}" for name in AT_LEAST)
            print(f"{kind:<44} {numbers}  {path}  {' '.join(said.faults)}".rstrip(), flush=True)
    print(f"{len(pages)} kinds of page, {missed} of them below {AT_LEAST}")
    sys.exit(1 if missed else 0)


def find_pages(output: Path) -> dict[str, str]:
    """The heaviest page of every kind: the classes of its body and the shape of its address name the kind."""
    heaviest: dict[str, tuple[int, str]] = {}
    for file in sorted(output.rglob("*.html")):
        path = file.relative_to(output).as_posix()
        found = BODY_CLASS.search(file.read_text("utf-8"))
        folder, *parts = path.removesuffix(".html").split("/")
        shape = "/".join((folder if parts else "", *(p if p in FIXED_NAMES else "*" for p in parts)))
        kind = f"{found[1] if found else 'no class'}: {shape}"
        heaviest[kind] = max(heaviest.get(kind, (0, "")), (file.stat().st_size, path))
    return {kind: path for kind, (_, path) in heaviest.items()}


def find_lighthouse(work: Path) -> Callable[[str], Scores]:
    """What asks Lighthouse about an address; npm installs it first where it is not in `work`."""
    chromium = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        sys.exit("lighthouse: no Chromium is on the PATH; install one, or name it in CHROME_PATH")
    program = work / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("lighthouse: npm is not on the PATH; install Node.js, which brings it")
        work.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(work), "--no-audit", "--no-fund", LIGHTHOUSE]
        print(f"Fetching {LIGHTHOUSE} into {work} (a minute, once)", file=sys.stderr, flush=True)
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"lighthouse: npm could not install {LIGHTHOUSE}; what it said stands above")
    return lambda url: _look(program, chromium, url)


def _look(program: Path, chromium: str, url: str) -> Scores:
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags={CHROME_FLAGS}",
        f"--only-categories={','.join(AT_LEAST)}",
        "--disable-full-page-screenshot",
    ]
    surroundings = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(
        command, capture_output=True, text=True, env=surroundings, timeout=SECONDS_A_PAGE, check=False
    )
    if done.returncode:  # a trace that could not be recorded, on a machine with too much to do
        said = done.stderr.strip().rpartition("\n")[2]
        return Scores(dict.fromkeys(AT_LEAST, 0), (said or f"exit {done.returncode}",))
    return read_scores(json.loads(done.stdout))


def read_scores(said: dict[str, dict[str, dict[str, object]]]) -> Scores:
    """The scores in a report of Lighthouse, and every audit with a weight that has less than its full score."""
    scores: dict[str, int] = {}
    faults: list[str] = []
    for name in AT_LEAST:
        category = said["categories"][name]
        score = category["score"]
        scores[name] = round(100 * score) if isinstance(score, int | float) else 0
        audits = category["auditRefs"]
        assert isinstance(audits, list)
        for audit in audits:
            one = said["audits"][audit["id"]]
            reached = one["score"]
            if audit["weight"] and isinstance(reached, int | float) and reached < 0.9:
                faults.append(f"{audit['id']}={one.get('displayValue', reached)}".replace("\xa0", ""))
    return Scores(scores, tuple(faults))


def best_of(tries: Iterator[Scores]) -> Scores:
    """The first that is good, else the one with the highest scores; no more is tried than needed."""
    seen: list[Scores] = []
    for one in tries:
        if one.good:
            return one
        seen.append(one)
    return max(seen, key=lambda one: sum(one.by_category.values()))


@contextmanager
def serve(output: Path) -> Iterator[str]:
    """The site at an address of this machine, as long as it is looked at."""
    rules = read_headers(output / "_headers")

    class Handler(SimpleHTTPRequestHandler):
        """Files, compressed where a host would compress them, with the headers that the site asks for."""

        protocol_version = "HTTP/1.1"

        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(output))  # type: ignore[arg-type]

        def do_GET(self) -> None:
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            body = (file if found else output / "404.html").read_bytes()
            self.send_response(200 if found else 404)
            self.send_header(
                "Content-Type", f"{self.guess_type(str(file if found else 'x.html'))}; charset=utf-8"
            )
            for name, value in headers_for(rules, self.path):
                self.send_header(name, value)
            if file.suffix in COMPRESSED or not found:
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


Rules = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def read_headers(file: Path) -> Rules:
    """What a `_headers` file asks for: for each pattern of addresses, names and values."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        elif line:
            rules.append((line, []))
    return rules


def headers_for(rules: Rules, path: str) -> Iterator[tuple[str, str]]:
    """The headers of all patterns that an address matches."""
    for pattern, headers in rules:
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            yield from headers


if __name__ == "__main__":
    main()
