"""A name on the command line -> a host of hosts.toml, which is not read for every command."""

from __future__ import annotations

from enum import Enum


class HostName(Enum):
    """What `--host` takes."""

    netlify = "netlify"
    cloudflare = "cloudflare"
    github = "github"
