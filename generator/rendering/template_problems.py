"""What went wrong while a template was read or carried out -> TemplateProblem, with file, line and a way out."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from types import TracebackType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.exceptions import TemplateNotFound, TemplatesNotFound, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing
from msgspec import Struct
from msgspec.structs import fields

from ..diagnostics import Diagnostic, Located, report

NAMES = ("view", "site")
# What Jinja2 puts into the frames that it rewrites to name lines of templates (jinja2.debug)
REWRITTEN = "__jinja_exception__"
ENDLESS_HINT = 'To change a template of the default theme, extend it as "default/{name}".'


class TemplateProblem(Exception):
    """A page cannot be made; `problems` say why, for the publisher."""

    def __init__(self, problems: tuple[Located, ...]) -> None:
        super().__init__("; ".join(p.diagnostic.message for p in problems))
        self.problems = problems


class MissingField(UndefinedError):
    """A template asked for something that is not there; `hint` says what it may have meant."""

    hint: str | None = None


class MissingValue(StrictUndefined):
    """What a name or field that does not exist evaluates to: an error as soon as it is used."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def _fail_with_undefined_error(self, *_args: object, **_named: object) -> str:  # type: ignore[override]
        failure = MissingField(_missing_words(self))
        failure.hint = _missing_hint(self)
        raise failure

    __str__ = __iter__ = __len__ = __bool__ = __contains__ = _fail_with_undefined_error  # type: ignore[assignment]
    __eq__ = __ne__ = __call__ = __getitem__ = __add__ = __lt__ = __gt__ = _fail_with_undefined_error  # type: ignore[assignment]

    def __getattr__(self, name: str) -> object:
        """Any field of what is missing is missing too."""
        if name[:2] == "__":
            raise AttributeError(name)
        return self._fail_with_undefined_error()


def _missing_words(value: StrictUndefined) -> str:
    """`view has no field "titel"` in words that name the kind of value."""
    name, owner = value._undefined_name, value._undefined_obj
    if owner is missing:
        return f'there is no "{name}"'
    if owner is None:
        return f'"{name}" is asked of a value that is absent here'
    if isinstance(owner, Struct):
        return f'{type(owner).__name__} has no field "{name}"'
    return f'{type(owner).__name__} has no "{name}"'


def _missing_hint(value: StrictUndefined) -> str | None:
    """What was probably meant, or what there is."""
    name, owner = str(value._undefined_name), value._undefined_obj
    if isinstance(owner, Struct):
        known = tuple(field.name for field in fields(owner))
    elif owner is missing:
        known = NAMES
    else:
        return "Ask first whether it is there: {% if ... %}." if owner is None else None
    close = get_close_matches(name, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."


def explain_failure(
    failure: Exception, trace: TracebackType | None, template: str, environment: Environment, root: Path
) -> TemplateProblem:
    """The problem for a failure while `template` was read or carried out."""
    file, line = _place(failure, trace, template, environment)
    diagnostic = _diagnose(failure, template, line, environment)
    return TemplateProblem((Located(shown_path(file, root), diagnostic),))


def explain_not_found(
    source: str, name: str, absent: set[str], environment: Environment, root: Path
) -> TemplateProblem:
    """The problem for names in `source`, that of the template `name`, which no template has."""
    tree = environment.parse(source, name, name)
    found: list[Located] = []
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        target = getattr(node, "template", None)
        if isinstance(target, nodes.Const) and target.value in absent:
            path = shown_path(file_of(name, environment), root)
            found.append(Located(path, _not_found(str(target.value), node.lineno, environment)))
    return TemplateProblem(tuple(found))


def _diagnose(failure: Exception, template: str, line: int | None, environment: Environment) -> Diagnostic:
    """The diagnostic for one kind of failure."""
    match failure:
        case TemplatesNotFound() | TemplateNotFound():
            return _not_found(str(failure.name), line, environment)
        case TemplateSyntaxError():
            return report("T501", failure.message or "the template is not well formed", line=line)
        case MissingField():
            return report("T502", str(failure), line=line, hint=failure.hint)
        case RecursionError():
            hint = ENDLESS_HINT.format(name=template)
            return report("T503", "the template includes or extends itself without end", line=line, hint=hint)
        case MemoryError():
            return report("T503", "the template asks for more memory than there is", line=line)
        case OverflowError():
            return report("T503", str(failure), line=line)
        case _:
            return report("T505", f"{type(failure).__name__}: {failure}", line=line)


def _not_found(name: str, line: int | None, environment: Environment) -> Diagnostic:
    """No template has this name; one of a similar name may be meant."""
    close = get_close_matches(name, environment.list_templates(), 1)
    hint = f"did you mean {close[0]}?" if close else None
    return report("T504", f'there is no template "{name}"', line=line, hint=hint)


def _place(
    failure: Exception, trace: TracebackType | None, template: str, environment: Environment
) -> tuple[str, int | None]:
    """File and line of a failure: those that a syntax error knows, else of the innermost template in the trace."""
    if isinstance(failure, TemplateSyntaxError):
        named = failure.filename or ""
        file = named if Path(named).is_absolute() else file_of(failure.name or named or template, environment)
        return file, failure.lineno
    place: tuple[str, int | None] = (file_of(template, environment), None)
    while trace is not None:
        if REWRITTEN in trace.tb_frame.f_globals:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def file_of(template: str, environment: Environment) -> str:
    """The file of a template, or its name where there is none."""
    try:
        source = environment.loader.get_source(environment, template) if environment.loader else None
    except (TemplateNotFound, OSError, ValueError):
        source = None
    return (source[1] if source else None) or _unread_file(template, environment) or template


def _unread_file(template: str, environment: Environment) -> str | None:
    """The file of a template that is there but cannot be read as text."""
    loaders = environment.loader.loaders if isinstance(environment.loader, ChoiceLoader) else ()
    for loader in loaders:
        for folder in loader.searchpath if isinstance(loader, FileSystemLoader) else ():
            if (file := Path(folder, template)).is_file():
                return str(file)
    return None


def shown_path(file: str, root: Path) -> str:
    """A path as the publisher would type it: from the site's folder on; `default/...` for the default theme."""
    path = Path(file)
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    for folder in path.parents:
        if folder.name in ("default_templates", "templates"):
            return f"default/{path.relative_to(folder).as_posix()}"
    return path.name if path.is_absolute() else file
