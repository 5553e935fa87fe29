"""Tables of posts, TAGS, markings, reasons, stations, acronyms -> facts about one code."""

from .acronyms import AcronymFact, acronym, acronyms
from .countries import tag_country
from .markings import (
    CaptionFact,
    ClassificationFact,
    PrecedenceFact,
    caption_fact,
    captions,
    classification_fact,
    precedence_by_prosign,
    precedence_by_word,
    precedences,
)
from .posts import (
    PostFact,
    country_name,
    is_cut_post,
    near_post,
    post_by_key,
    post_by_name,
    post_names,
    posts,
)
from .reasons import order_meaning, reason_meaning
from .routing import routing_name
from .tags import TagFact, tag_codes, tag_fact

__all__ = [
    "AcronymFact",
    "CaptionFact",
    "ClassificationFact",
    "PostFact",
    "PrecedenceFact",
    "TagFact",
    "acronym",
    "acronyms",
    "caption_fact",
    "captions",
    "classification_fact",
    "country_name",
    "is_cut_post",
    "near_post",
    "order_meaning",
    "post_by_key",
    "post_by_name",
    "post_names",
    "posts",
    "precedence_by_prosign",
    "precedence_by_word",
    "precedences",
    "reason_meaning",
    "routing_name",
    "tag_codes",
    "tag_country",
    "tag_fact",
]
