"""A routing indicator of format lines 2, 3, 7 and 8 -> the name of its station."""

from __future__ import annotations

from functools import cache

from .tables import read_rows


def routing_name(indicator: str) -> str | None:
    """The address that an indicator stands for, spelling put right: `RUEHFR` is AMEMBASSY PARIS. None: not
    known.

    Where it stands for several, the one that the table prefers, else the one seen most.
    """
    return _names().get(indicator.upper())


@cache
def _names() -> dict[str, str]:
    best: dict[str, tuple[bool, int]] = {}
    names: dict[str, str] = {}
    for row in read_rows("routing"):
        weight = (row["preferred"] == "yes", int(row["seen"] or 0))
        indicator = row["routing_indicator"]
        if indicator not in best or weight > best[indicator]:
            best[indicator] = weight
            names[indicator] = row["corrected"] or row["plad"]
    return names
