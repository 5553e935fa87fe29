"""What a page is -> Head: titles, crumbs, canonical URL, JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from . import urls
from .signposts import Signposts
from .views import Crumb, Head

# What ends a script, a line of it, or turns the direction of writing: `</script>`, U+2028, U+202E
NOT_IN_SCRIPT = re.compile(r"[&<>\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
NOT_IN_ASCII_SCRIPT = "&<>\x7f"  # those of them that are ASCII

HOME = Crumb("Home", urls.FRONT)
HOME_ALONE = (HOME,)

JsonLd = dict[str, object]


def make_head(
    signposts: Signposts,
    path: str,
    title: str,
    description: str,
    *,
    section: str = "",
    crumbs: Sequence[Crumb] = HOME_ALONE,
    json_ld: JsonLd | None = None,
    og_type: str = "website",
) -> Head:
    """The head of a page. `crumbs` lead from the front page to the page above; `json_ld` is its schema.org
    node."""
    base = signposts.base
    return Head(
        path=path,
        root=urls.root_of(path),
        title=title,
        description=description,
        canonical=urls.canonical(base, path),
        section=section,
        crumbs=tuple(crumbs),
        json_ld=_json_text(base, path, title, json_ld, crumbs) if json_ld else "",
        og_type=og_type,
    )


def collection_node(signposts: Signposts, title: str, description: str, path: str) -> JsonLd:
    """schema.org's account of a page that lists cables."""
    node: JsonLd = {"@type": "CollectionPage", "name": title, "description": description}
    if signposts.base:
        node["url"] = urls.canonical(signposts.base, path)
    return node | part_of(signposts)


def part_of(signposts: Signposts) -> JsonLd:
    """The collection to which everything belongs."""
    site = signposts.config.site
    collection: JsonLd = {"@type": "ArchiveComponent", "name": site.title}
    if signposts.base:
        collection["url"] = signposts.base
    return {"inLanguage": site.language, "isPartOf": collection}


def _json_text(base: str, path: str, title: str, node: JsonLd, crumbs: Sequence[Crumb]) -> str:
    graph: JsonLd = {"@context": "https://schema.org"}
    if base and crumbs:
        graph["@graph"] = (node, _breadcrumbs(base, path, title, crumbs))
    else:
        graph |= node
    return _script_safe(msgspec.json.encode(graph).decode())


def _breadcrumbs(base: str, path: str, title: str, crumbs: Sequence[Crumb]) -> JsonLd:
    steps = [(crumb.text, crumb.url) for crumb in crumbs] + [(title, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": text, "item": urls.canonical(base, url)}
            for place, (text, url) in enumerate(steps, 1)
        ],
    }


def _script_safe(text: str) -> str:
    """JSON that cannot end the script element in which it stands, and that looks as it is read."""
    if text.isascii() and not any(sign in text for sign in NOT_IN_ASCII_SCRIPT):
        return text
    return NOT_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
