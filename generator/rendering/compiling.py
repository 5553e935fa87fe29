"""Jinja2's templates -> Python code that shows values by our own function: a careful way, and a fast one.

The careful code is Jinja2's own. The fast code reads fields as attributes, calls macros as functions, writes what
stands side by side at once, gives the parts of a block or page as a list, and keeps what short texts and the SHARED
macros gave for the same values. Where anything is missing or odd it raises, and the page is made anew by the careful
code, which either knows what to do or names the fault.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

from .loops import FastLoop, FastNames, join_shown
from .text import escape_text, set_quotes

# What many pages show alike: of these macros, called again with equal values, the text is kept.
SHARED = frozenset(
    {
        "addressee",
        "cable_row",
        "chart_bar",
        "chart_row",
        "cited",
        "glossed",
        "hang",
        "link",
        "reference",
        "short_day",
        "strip",
        "tag",
        "when",
    }
)
KEPT_AT_MOST = 16_384
SHORT = 120  # characters of a text that is worth to be kept
SEVERAL = "several"
BLOCK = "t_0"  # the list of the parts of a block, or of a template that extends none
INCLUDED = "gen = "  # begins a line that calls a template which may give a list, where Jinja2 knows it for a generator
QUOTES = "quotes"  # the filter that sets true quotation marks
# Filters and tests that are one step of Python: what stands before and behind the value
PLAIN_FILTERS = {"length": ("len(", ")"), "count": ("len(", ")")}
PLAIN_TESTS = {"none": ("(", " is None)")}


def show(value: object) -> str:
    """What a template shows: texts through our escaping function, safe HTML as it is, None as nothing."""
    kind = type(value)
    if kind is str:
        return escape_text(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int or kind is float:
        return str(value)
    return "" if value is None else escape_text(str(value))


class Shown(dict[str, str]):
    """Texts -> how they are shown, made when first asked for; most of what a page shows stands on others too.

    Asked with plain `str` only, of which no two are equal and shown otherwise.
    """

    def __missing__(self, text: str) -> str:
        html = escape_text(text)
        if len(text) <= SHORT:
            if len(self) >= KEPT_AT_MOST:
                self.clear()
            self[text] = html
        return html


class Quoted(Shown):
    """Texts -> how they are shown with true quotation marks."""

    def __missing__(self, text: str) -> str:
        html = escape_text(set_quotes(text))
        if len(text) <= SHORT:
            if len(self) >= KEPT_AT_MOST:
                self.clear()
            self[text] = html
        return html


class CarefulCode(CodeGenerator):
    """Jinja2's compiler, with `show` where it would call MarkupSafe's `escape`, which knows no control characters."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """What stands before each shown expression."""
        self.write("environment.show(" if frame.eval_ctx.autoescape else "str(")


class FastCode(CarefulCode):
    """The compiler of the fast way."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._macros: set[str] = set()
        self._bare: nodes.Expr | None = None
        self._quoted: nodes.Expr | None = None
        self._remembered = False
        self._in_block = False
        self._whole = False
        self._several = False
        self._adding: str | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Notes first which names are macros here."""
        for found in node.find_all((nodes.Macro, nodes.FromImport)):
            names = [found.name] if isinstance(found, nodes.Macro) else found.names  # type: ignore[attr-defined]
            self._macros.update(name if isinstance(name, str) else name[1] for name in names)
        self._whole = node.find(nodes.Extends) is None
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """What every function of the code has at hand."""
        super().write_commons()
        self.writeline("show, shown, quoted = environment.show, environment.shown, environment.quoted")

    def func(self, name: str) -> str:
        """The head of a function; notes whether it is one that gives a list."""
        if name == "root" or name.startswith("block_"):
            self._in_block = name != "root" or self._whole
        return super().func(name)

    def enter_frame(self, frame: Frame) -> None:
        """What is written into a block is gathered."""
        if self._is_list(frame):
            frame.buffer = BLOCK
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """And given as a whole."""
        super().leave_frame(frame, with_python_scope)
        if self._is_list(frame):
            self.writeline(f"return {BLOCK}")

    def _is_list(self, frame: Frame) -> bool:
        return frame.block_frame or (frame.rootlevel and self._whole)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """The parts of a block within are added to those that are gathered."""
        self._visit_unbuffered(super().visit_Block, node, frame)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """And so are those of a template that is included as it is."""
        if node.with_context:
            super().visit_Include(node, frame)
        else:
            self._visit_unbuffered(super().visit_Include, node, frame)

    def _visit_unbuffered(self, visit: Callable[[Any, Frame], None], node: nodes.Node, frame: Frame) -> None:
        """Writes code that would give parts one after the other, and has it add them to the list instead."""
        buffer, frame.buffer = frame.buffer, None
        self._adding = buffer
        visit(node, frame)
        self._adding, frame.buffer = None, buffer

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A field is an attribute; of what has none, the careful code knows more."""
        name = node.attr
        if node.ctx != "load" or not name.isascii() or name.startswith("_") or iskeyword(name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        if isinstance(node.node, nodes.Name):  # if it is missing, it has no fields
            self.write(frame.symbols.ref(node.node.name))
        else:
            self.visit(node.node, frame)
        self.write(f").{name}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """An item is what Python finds; where it finds none, the careful code knows more."""
        if node.ctx != "load":
            super().visit_Getitem(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A plain call is one of Python's; a macro whose text is shown at once gives it as it is."""
        if forward_caller or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write(".text(" if node is self._bare else "(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """`x | safe`, shown at once, is x."""
        if node.node is not None and (node is self._bare or node is self._quoted):
            self.visit(node.node, frame)
        elif not self._visit_plain(node, PLAIN_FILTERS, frame):
            super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """`x is none` is what it is in Python."""
        if not self._visit_plain(node, PLAIN_TESTS, frame):
            super().visit_Test(node, frame)

    def _visit_plain(
        self, node: nodes.Filter | nodes.Test, plain: dict[str, tuple[str, str]], frame: Frame
    ) -> bool:
        """Writes one of these filters or tests, if it is one."""
        before, after = plain.get(node.name, ("", ""))
        if not before or node.node is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        self.write(before)
        self.visit(node.node, frame)
        self.write(after)
        return True

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro of our own in place of Jinja2's."""
        node = macro_ref.node
        name = getattr(node, "name", None)
        special = macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller
        arguments = tuple(argument.name for argument in node.args)
        self.write(f"environment.macro(environment, macro, {name!r}, {arguments!r}, *{special!r}, True)")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Outputs that stand side by side leave a function together; those of a block are added to its list."""
        if x.startswith(SEVERAL):
            self._several = self._in_block and x.endswith("extend((")
            joined = "concat((" if x.endswith("extend((") else "str("
            x = f"{BLOCK}.append({joined if self._several else ''}" if self._in_block else f"yield {joined}"
        elif self._several and x == "))":
            self._several, x = False, ")))"
        elif self._adding and x.startswith("yield from "):
            x = f"{self._adding}.extend({x.removeprefix('yield from ')})"
        elif x.startswith(INCLUDED):
            x = f"{INCLUDED}(part for part in {x.removeprefix(INCLUDED)})"
        elif self._in_block and x == "if 0: yield None":
            x = f"{BLOCK} = []"
        super().writeline(x, node, extra)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """All of it at once, where Jinja2 would give one after the other."""
        if frame.buffer not in (None, BLOCK) or len(node.nodes) < 2 or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        buffer, frame.buffer = frame.buffer, SEVERAL
        super().visit_Output(node, frame)
        frame.buffer = buffer

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """What stands before each shown expression; what is HTML already is not asked whether it is."""
        escaped = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        self._bare = node if escaped and self._is_html(node) else None
        self._remembered = escaped and not self._bare
        self._quoted = node if self._remembered and _is_quotes(node) else None
        self.write(
            "(" if self._bare else "(quoted[_v] if type(_v := (" if self._quoted
            else "(shown[_v] if type(_v := (" if self._remembered
            else "show(" if frame.eval_ctx.autoescape else "str("
        )  # fmt: skip

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """What stands behind it."""
        if self._quoted:
            self.write(f")) is str else show(environment.filters[{QUOTES!r}](_v))")
        elif self._remembered:
            self.write(")) is str else show(_v)")
        self._quoted, self._remembered = None, False
        super()._output_child_post(node, frame, finalize)

    def _is_html(self, node: nodes.Expr) -> bool:
        match node:
            case nodes.Call(node=nodes.Name(name=name), kwargs=[], dyn_args=None, dyn_kwargs=None):
                return name in self._macros
            case nodes.Filter(name="safe", args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
                return True
        return False


def _is_quotes(node: nodes.Expr) -> bool:
    """Whether the quotation marks of what is shown are set."""
    match node:
        case nodes.Filter(name=name, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
            return name == QUOTES and node.node is not None
    return False


class FastMacro(Macro):
    """A macro; `text` is what it gives as mere text, kept where it is one of SHARED."""

    def __init__(
        self, environment: Environment, function: Callable[..., str], name: str, arguments: tuple[str, ...],
        *special: bool,
    ) -> None:  # fmt: skip
        super().__init__(environment, function, name, list(arguments), *special)
        function.__defaults__ = (missing,) * len(arguments)
        self.text: Callable[..., str] = self
        if not any(special[:3]):
            self.text = lru_cache(KEPT_AT_MOST, typed=True)(function) if name in SHARED else function


class CarefulTheme(Environment):
    """Jinja2's environment with our way of showing values."""

    code_generator_class = CarefulCode
    show = staticmethod(show)


class FastTemplate(Template):
    """A template whose macros are imported without asking what else a page might have brought along."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace.update(LoopContext=FastLoop, markup_join=join_shown)
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class FastTheme(CarefulTheme):
    """The same for the fast code."""

    code_generator_class = FastCode
    template_class = FastTemplate
    macro = FastMacro

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.shown, self.quoted = Shown(), Quoted()
        self._found: dict[str, Template] = {}
        self._parsed: dict[tuple[str, str | None], nodes.Template] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template's source, read once: for what it names, and to be compiled."""
        found = self._parsed.get((source, name))
        if found is None:
            found = self._parsed[source, name] = super()._parse(source, name, filename)
        return found

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """A template, asked for by every page that imports it: found once."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found

    def fill(self, name: str, **values: object) -> list[str]:
        """The text that a template gives of these values, in parts."""
        template = self.get_template(name)
        context = Context(self, {**self.globals, **values}, name, template.blocks)
        names = context.vars = FastNames(context.parent)
        context.resolve_or_missing = names.__getitem__  # type: ignore[assignment, method-assign]
        return list(template.root_render_func(context))
