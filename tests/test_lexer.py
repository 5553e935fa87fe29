"""What the lexer makes of a telegram: every character comes out again, and what matters has a colour."""

import string
from importlib.metadata import entry_points

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Token

from generator.rendering.lexer import TelegramLexer

TELEGRAM = """VZCZCXRO9001
RR RUEHNY RUEHHE
DE RUEHRK #9001/01 0771315
ZNR UUUUU ZZH
P R 181315Z MAR 09
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 9101
INFO RUEHNY/AMEMBASSY OSLO 9102
RUEHHE/AMEMBASSY HELSINKI 9103

C O N F I D E N T I A L SECTION 01 OF 02 REYKJAVIK 009001

SIPDIS

E.O. 12958: DECL: 03/18/2019
TAGS: SCUL KPAO
SUBJECT: A SPECIMEN
REF: OSLO 9002

Classified By: A Person, reasons 1.4 (b)

¶1. (C/NF) The keeper of the XXXXXXXXXXXX spoke.

A HEADING
---------

REYKJAVIK 00009001  002 OF 002

2. (SBU) No more.

NNNN
"""

COLOURED = {
    "VZCZCXRO9001": Token.Comment.Special,
    "RR": Token.Keyword,
    "#9001/01": Token.Literal.Number,
    "0771315": Token.Literal.Date,
    "UUUUU": Token.Keyword.Pseudo,
    "P R": Token.Keyword,
    "181315Z MAR 09": Token.Literal.Date,
    "FM": Token.Keyword.Declaration,
    "RUEHC": Token.Name.Class,
    "RUEHHE": Token.Name.Class,
    "NIACT IMMEDIATE": Token.Keyword.Type,
    "9103": Token.Literal.Number,
    "C O N F I D E N T I A L": Token.Generic.Heading,
    " SECTION 01 OF 02 REYKJAVIK 009001": Token.Name.Function,
    "SIPDIS": Token.Keyword.Constant,
    "E.O. 12958": Token.Name.Attribute,
    " SCUL KPAO": Token.Name.Tag,
    "SUBJECT": Token.Name.Attribute,
    "REF": Token.Name.Attribute,
    "Classified By": Token.Name.Attribute,
    "¶1.": Token.Literal.Number,
    "2.": Token.Literal.Number,
    "(C/NF)": Token.Name.Decorator,
    "(SBU)": Token.Name.Decorator,
    "XXXXXXXXXXXX": Token.Generic.Deleted,
    "---------": Token.Generic.Subheading,
    "REYKJAVIK 00009001  002 OF 002": Token.Comment.Preproc,
    "NNNN": Token.Comment.Special,
}


@pytest.mark.parametrize("words", COLOURED)
def test_what_a_telegram_is_made_of_has_a_colour(words):
    assert (COLOURED[words], words) in list(TelegramLexer().get_tokens(TELEGRAM))


@given(st.text(alphabet=string.printable + "¶éХ\u2028", max_size=400))
def test_every_character_comes_out_as_it_went_in(text):
    tokens = list(TelegramLexer().get_tokens_unprocessed(text))
    assert "".join(words for _, _, words in tokens) == text
    assert not [words for _, kind, words in tokens if kind is Error and words != "\n"]


@pytest.mark.parametrize(
    "text", ["A" * 300_000, "(C/" * 100_000, "A. " * 100_000, "R" * 7 + "/", "TO " * 100_000]
)
def test_hostile_text_comes_out_whole(text):
    assert "".join(words for _, _, words in TelegramLexer().get_tokens_unprocessed(text)) == text


@pytest.mark.parametrize("alias", ["telegram", "cable"])
def test_pygments_knows_the_lexer_by_its_names(alias):
    assert get_lexer_by_name(alias).name == "Diplomatic telegram"


def test_the_lexer_is_registered_for_other_programs():
    assert "telegram" in {entry.name for entry in entry_points(group="pygments.lexers")}
