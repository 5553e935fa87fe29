"""The text of a telegram -> tokens for Pygments: envelope, header, marks, page lines, redactions."""

from __future__ import annotations

import re

from pygments.lexer import RegexLexer, bygroups
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    Text,
    Whitespace,
)

# VZCZCXRO3734
TRANSMISSION = r"^VZCZC[A-Z]{2,3}\d{3,4}\b"
# PP RUEHFL RUEHKW
ROUTING = r"^(ZZ|OO|PP|RR)((?: +R[A-Z]{4,7})+)"
# DE RUEHFR #0305/01 0521404
STATION = r"^(DE)( +)(R[A-Z]{4,7})( +)(#\d{1,6}(?:/\d\d)?)( +)(\d{3}/?\d{4}Z?)"
# ZNY SSSSS ZZH
SECURITY = r"^(ZNR|ZNY)( +)([A-Z]{5})\b"
# P R 041820Z JAN 10
DATE_TIME = r"^([ZOPR](?: [OPR])?)( +)(\d{6}Z +[A-Z]{3}(?: +\d{2,4})?)\b"
# FM AMEMBASSY PARIS
ADDRESS_LINE = r"^(FM|TO|INFO|XMT)( +)"
# RUEKJCS/SECDEF WASHINGTON DC PRIORITY
ADDRESS = r"^(?=R[A-Z]{4,7}/)"
# RUEHC/
ROUTE = r"(R[A-Z]{4,7})(/)"
# NIACT IMMEDIATE
PRECEDENCE = r"\b(?:NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE)\b"
# 2040, at the end of an address
SEQUENCE = r"\b\d{3,5}(?=[ \t]*$)"
# S E C R E T SECTION 01 OF 02 PARIS 000305
BANNER = (
    r"^(T O P  ?S E C R E T|S E C R E T|C O N F I D E N T I A L|R E S T R I C T E D"
    r"|TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|UNCLASSIFIED|UNCLAS)\b([^\n]*)"
)
# SIPDIS
CAPTION = r"^(?:SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS|STADIS|SENSITIVE|CODEL|NOCONTRACT)(?=[ ,]|$)"
# E.O. 12958: DECL: 02/14/2018
ORDER = r"^(E\.?O\.? ?\d{5})(:?)"
# TAGS: MARR MOPS
TAGS = r"^(TAGS)(:?)([^\n]*)"
# SUBJECT: GOF
KEYWORD = r"^((?i:SUBJECT|SUBJ|REFTEL|REFERENCE|REFS|REF|CLASSIFIED BY|REASONS?))(:)"
# PARIS 00000305  002 OF 002
SECTION_LINE = r"^[A-Z][A-Z' .-]{1,30} \d{5,8} +\d{3}(?:\.\d)? OF \d{3}[ \t]*$"
# PAGE 02 ROME 01196 01 OF 02 082030Z
PAGE_LINE = r"^PAGE \d\d [^\n]*"
# ¶3. (C)
NUMBER = r"^(¶?\d{1,3}\.)([ \t]*)"
# ¶W., set by a publisher
PILCROW = r"¶"
# (S//NF)
MARK = r"\((?:TS|SBU|LOU|S|C|U|R)(?:[/ -]{1,2}[A-Z]{2,10}(?: [A-Z]{2,6}){0,3}){0,3}\)"
# XXXXXXXXXXXX
REDACTION = r"X{8,}"
# --------
DASHES = r"^[ \t]*[-=]{4,}[ \t]*$"
# NNNN
END_SIGNAL = r"^(?:BT|NNNN)[ \t]*$"
# the rest of a word, or of blanks
WORDS = r"[^\W\d_]+|[ \t]+|[\d_]+"


class TelegramLexer(RegexLexer):  # type: ignore[misc]
    """Tokens of a diplomatic telegram, as printed; every character comes out as it went in."""

    name = "Diplomatic telegram"
    aliases = ("telegram", "cable")
    filenames = ("*.cable",)
    url = "https://fam.state.gov/"
    version_added = ""
    flags = re.MULTILINE

    tokens = {  # noqa: RUF012 - the interface of Pygments
        "root": [
            (r"\n+", Whitespace),
            (TRANSMISSION, Comment.Special),
            (ROUTING, bygroups(Keyword, Name.Class)),
            (
                STATION,
                bygroups(Keyword, Whitespace, Name.Class, Whitespace, Number, Whitespace, Literal.Date),
            ),
            (SECURITY, bygroups(Keyword, Whitespace, Keyword.Pseudo)),
            (DATE_TIME, bygroups(Keyword, Whitespace, Literal.Date)),
            (ADDRESS_LINE, bygroups(Keyword.Declaration, Whitespace), "address"),
            (ADDRESS, Text, "address"),
            (BANNER, bygroups(Generic.Heading, Name.Function)),
            (CAPTION, Keyword.Constant),
            (ORDER, bygroups(Name.Attribute, Punctuation)),
            (TAGS, bygroups(Name.Attribute, Punctuation, Name.Tag)),
            (KEYWORD, bygroups(Name.Attribute, Punctuation)),
            (SECTION_LINE, Comment.Preproc),
            (PAGE_LINE, Comment.Preproc),
            (END_SIGNAL, Comment.Special),
            (DASHES, Generic.Subheading),
            (NUMBER, bygroups(Number, Whitespace)),
            (PILCROW, Operator),
            (MARK, Name.Decorator),
            (REDACTION, Generic.Deleted),
            (WORDS, Text),
            (r".", Text),
        ],
        "address": [
            (r"\n", Whitespace, "#pop"),
            (ROUTE, bygroups(Name.Class, Punctuation)),
            (PRECEDENCE, Keyword.Type),
            (SEQUENCE, Number),
            (WORDS, Text),
            (r".", Text),
        ],
    }
