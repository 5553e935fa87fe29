"""A running preview of a small site, for tests: the real server, driven over loopback and by real changes of files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from sharing import put_compiled_templates

PATIENCE_SECONDS = 90


def wait_until(condition, what):
    """What `condition` gives once that is true; AssertionError when it stays false for too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain: {what}")


def make_site(root: Path) -> Path:
    (root / "content" / "pages").mkdir(parents=True)
    (root / "content" / "cables").mkdir()
    (root / "site.toml").write_text('[site]\ntitle = "Preview"\n', encoding="utf-8")
    write_page(root, "about", "first words")
    put_compiled_templates(root)
    return root


def write_page(root: Path, name: str, words: str) -> Path:
    file = root / "content" / "pages" / f"{name}.md"
    file.write_text(f"---\ntitle: {name}\n---\n\n{words}\n", encoding="utf-8")
    return file


class Preview:
    """`cablepress serve` in a process of its own; use it as a context manager."""

    def __init__(self, root: Path, *options: str):
        command = [sys.executable, "-m", "generator", "serve", "--site", str(root), "--port", "0", *options]
        self.root = root
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def __enter__(self):
        try:
            wait_until(self._ready, f"the first build; printed so far: {self.lines}")
        except AssertionError:
            self.__exit__()
            raise
        return self

    def _ready(self):
        assert self.process.poll() is None, self.printed
        return any(line.startswith("Serving") for line in self.lines)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE_SECONDS)
        finally:
            self.process.kill()
            self.reader.join()
            self.process.stdout.close()

    @property
    def printed(self) -> str:
        return "\n".join(self.lines)

    @property
    def address(self) -> str:
        return next(line.split()[1] for line in self.lines if line.startswith("Serving")).rstrip("/")

    def fetch(self, path: str):
        """Status, headers and body of an answer, whatever its status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def news(self):
        """What a browser that begins to listen is told first."""
        with urllib.request.urlopen(f"{self.address}/_cablepress/events", timeout=PATIENCE_SECONDS) as answer:
            return json.loads(answer.readline().decode().removeprefix("data: "))

    def settled(self):
        """The news, once no build goes on."""
        return wait_until(lambda: None if (news := self.news())["building"] else news, "the end of a build")

    def builds_after(self, change) -> int:
        """How many builds a change leads to, up to the one in which a later change is seen."""
        before = self.news()["builds"]
        change()
        wait_until(lambda: self.news()["builds"] > before, f"a build; printed: {self.printed}")
        between = self.news()["builds"]
        write_page(self.root, "marker", f"build {between}")
        wait_until(lambda: f"build {between}" in self.fetch("/marker.html")[2], "the build of the marker")
        return self.news()["builds"] - before - 1

    def building_process(self) -> int:
        """The id of the process that builds."""
        listed = subprocess.run(
            ["ps", "-Aww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        children = [row for row in rows if row[1] == str(self.process.pid)]
        return next(int(pid) for pid, _, command in children if "spawn_main" in command)

    def hold_builds(self):
        os.kill(self.building_process(), signal.SIGSTOP)

    def let_builds_go_on(self):
        os.kill(self.building_process(), signal.SIGCONT)
