"""The proposals of people.toml, `[[proposal]]` -> Proposal: what the publisher is to decide, and has decided."""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from ..diagnostics import Diagnostic, report
from ..entries import EntryLines, entry_lines

# What a file of proposals is told of them, once.
HEADING = """
# Proposals of `cablepress people`: they have no effect until you write accept = true; with accept = false they are
# not made again.
"""


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[proposal]]`: it counts where `accept` is true, and is not made again where that is false.

    `merge` are keys that may mean the first of them. `split` is a key that may mean another person in some
    `cables`: one who has the `key` and the `name`. `because` is the evidence.
    """

    merge: tuple[str, ...] = ()
    split: str = ""
    key: str = ""
    name: str = ""
    cables: tuple[str, ...] = ()
    because: str = ""
    accept: bool | None = None


def read_proposals(text: str, found: object, problems: list[Diagnostic]) -> list[tuple[Proposal, EntryLines]]:
    """The entries `found` under `proposal`, each with its lines in the text; what is wrong with one goes to
    `problems`, and the proposal is left out.
    """
    if not isinstance(found, list):
        problems.append(
            report("C203", "proposal is not a list of entries", line=1, hint="write [[proposal]]")
        )
        return []
    read: list[tuple[Proposal, EntryLines]] = []
    for entry, place in zip(found, entry_lines(text, "proposal", len(found)), strict=True):
        try:
            proposal = msgspec.convert(entry, Proposal)
        except msgspec.ValidationError as error:
            message = f"proposal: {str(error).partition(' - at')[0]}"
            problems.append(
                report("C203", message, line=place.line, hint="a decision is accept = true or false")
            )
            continue
        fault = _fault(proposal)
        if fault:
            problems.append(
                report("C209", fault, line=place.line, hint="let `cablepress people --write` write it")
            )
        else:
            read.append((proposal, place))
    return read


def _fault(proposal: Proposal) -> str:
    if proposal.split and proposal.merge:
        return "a proposal has merge and split"
    if proposal.split:
        lacking = [word for word in ("key", "name", "cables") if not getattr(proposal, word)]
        return f"a proposal to split {proposal.split} has no {lacking[0]}" if lacking else ""
    return "" if len(set(proposal.merge)) > 1 else "a proposal has neither split nor two keys to merge"


def proposals_text(proposals: Iterable[Proposal]) -> str:
    """Proposals as people.toml has them, each with its evidence; a blank line stands before each."""
    return "".join(f"\n{_entry(proposal)}" for proposal in proposals)


def _entry(proposal: Proposal) -> str:
    lines = ["[[proposal]]"]
    if proposal.split:
        words = ("split", "key", "name")
        lines += (f"{word} = {_quoted(getattr(proposal, word))}" for word in words)
        lines.append(f"cables = {_list(proposal.cables)}")
    else:
        lines.append(f"merge = {_list(proposal.merge)}")
    lines.append(f"because = {_quoted(proposal.because)}")
    lines.append("# accept = true")
    return "\n".join(lines) + "\n"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """Text as a basic string of TOML, whose escapes are those of JSON, and DEL is one of them."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
