"""What the fast code of templates runs on in place of Jinja2's own: loops, names, texts put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2.runtime import LoopContext, Undefined, markup_join
from jinja2.utils import missing


class FastLoop(LoopContext):
    """The `loop` of a `for`, which goes through a tuple and makes nothing that is not asked for."""

    def __init__(
        self,
        iterable: Iterable[Any],
        undefined: type[Undefined],
        recurse: Callable[..., str] | None = None,
        depth0: int = 0,
    ) -> None:
        self._items = iterable if iterable.__class__ is tuple else tuple(iterable)
        self._undefined = undefined
        self._recurse = recurse
        self.depth0 = depth0

    def __iter__(self) -> Iterator[tuple[Any, LoopContext]]:  # type: ignore[override]
        for self.index0, item in enumerate(self._items):  # noqa: B020
            yield item, self

    @property
    def length(self) -> int:
        """How many items there are."""
        return len(self._items)

    @property
    def last(self) -> bool:
        """Whether this is the last item."""
        return self.index0 + 1 == len(self._items)

    @property
    def previtem(self) -> Any:
        """The item before; undefined at the first."""
        return self._items[self.index0 - 1] if self.index0 else self._undefined("there is no previous item")

    @property
    def nextitem(self) -> Any:
        """The item behind; undefined at the last."""
        at = self.index0 + 1
        return self._items[at] if at < len(self._items) else self._undefined("there is no next item")


class FastNames(dict[str, Any]):
    """The names that a template knows."""

    def __missing__(self, name: str) -> Any:
        return missing


def join_shown(parts: Iterable[Any]) -> str:
    """What `~` gives: safe HTML where one of the parts is."""
    several = tuple(parts)
    texts = True
    for part in several:
        kind = type(part)
        if kind is not str:
            if kind is not int:
                return markup_join(several)
            texts = False
    return "".join(several if texts else map(str, several))
