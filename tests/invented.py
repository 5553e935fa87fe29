"""A seed -> a small site of invented telegrams that cite one another, and edits of it: for tests of whole builds."""

from __future__ import annotations

from pathlib import Path
from random import Random

from msgspec import Struct
from sharing import put_compiled_templates

# Posts as their telegrams write them, and the routing indicators of their stations.
POSTS = (("PARIS", "RUEHFR"), ("ROME", "RUEHRO"), ("OSLO", "RUEHNY"), ("CAIRO", "RUEHEG"))
TAGS = ("MARR", "PREL", "PGOV", "ECON", "ETRD", "SENV", "FR", "IT", "NO", "EG")
LEVELS = (
    ("UNCLAS", "ZNR UUUUU ZZH", "U"),
    ("C O N F I D E N T I A L", "ZNY CCCCC ZZH", "C"),
    ("S E C R E T", "ZNY SSSSS ZZH", "S"),
)
PEOPLE = ("Anselm Varkonde", "Beatrix Ollenby", "Corin Tasselmar", "Delphine Quarrow", "Edric Vantongren")
SIGNERS = ("HARBINGE", "LOSTROM", "QUILLET")
SENTENCES = (
    "The ministry would study the proposal and reply before the end of the month.",
    "Foreign Minister {person} told the Ambassador that the port would stay open.",
    "{person} said that the harvest had been better than in the year before.",
    "Emboffs raised the matter described in reftel and were given a cautious answer.",
    "Two ships of the northern line are said to be for sale.",
    "{person}, accompanied by {other}, asked when the survey of the coast would begin.",
)
WORDS = [
    "HARBOR",
    "FISHERY",
    "SURVEY",
    "TREATY",
    "RAILWAY",
    "LIGHTHOUSE",
    "CUSTOMS",
    "WEATHER",
    "CANAL",
    "POSTAGE",
    "QUOTA",
    "BRIDGE",
]
ABOUT = "# About this archive\n\nEverything in it is *invented*.\n\n## Ways in\n\nBy date, by post, by tag.\n"
SITE = '[site]\ntitle = "Invented cables"\nurl = "https://cables.example.org/"\n'


class Telegram(Struct, frozen=True):
    """What makes one telegram: `number` places it among all, `body` seeds its text."""

    number: int
    post: int
    year: int
    subject: str
    body: int

    @property
    def serial(self) -> int:
        return 100 + 7 * self.number

    @property
    def id(self) -> str:
        return f"{self.year % 100:02}{POSTS[self.post][0]}{self.serial}"

    @property
    def file_name(self) -> str:
        return f"{self.id}.txt"


def telegrams(count: int = 30, seed: int = 1) -> list[Telegram]:
    """So many telegrams, the same for the same seed."""
    random = Random(seed)
    return [
        Telegram(
            n,
            random.randrange(len(POSTS)),
            random.randint(2004, 2009),
            subject(random),
            random.getrandbits(32),
        )
        for n in range(count)
    ]


def subject(random: Random) -> str:
    return " ".join(random.sample(WORDS, random.randint(2, 5)))


def text_of(telegram: Telegram, others: list[Telegram]) -> str:
    """The telegram as a teletype printed it; it may cite the others."""
    random = Random(telegram.body)
    post, station = POSTS[telegram.post]
    spaced, service, mark = random.choice(LEVELS)
    month, day, hour = random.randint(1, 12), random.randint(1, 28), random.randint(0, 23)
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    cited = random.sample(others, min(len(others), random.randint(0, 3)))
    references = [f"{t.year % 100:02} {POSTS[t.post][0]} {t.serial}" for t in cited] + ["07 LISBON 9999"]
    lines = [
        f"VZCZCXRO{telegram.serial:04}",
        "PP RUEHC",
        f"DE {station} #{telegram.serial:04}/01 {_day_of_year(telegram.year, month, day):03}{hour:02}30",
        service,
        f"P {day:02}{hour:02}30Z {months[month - 1]} {telegram.year % 100:02}",
        f"FM AMEMBASSY {post}",
        f"TO RUEHC/SECSTATE WASHDC PRIORITY {telegram.serial % 10000:04}",
        "",
        f"{spaced} {post} {telegram.serial:06}",
        "",
        "SIPDIS",
        "",
        "E.O. 12958: N/A" if mark == "U" else f"E.O. 12958: DECL: {month:02}/{day:02}/{telegram.year + 10}",
        f"TAGS: {' '.join(random.sample(TAGS, random.randint(1, 4)))}",
        f"SUBJECT: {telegram.subject}",
        "",
        "REF: "
        + "\n     ".join(f"{letter}. {text}" for letter, text in zip("ABCD", references, strict=False)),
        "",
    ]
    if mark != "U":
        lines += [
            f"Classified By: Political Counselor {random.choice(PEOPLE)}, for reasons 1.4 (b) and (d).",
            "",
        ]
    for number in range(1, random.randint(3, 7)):
        lines += [f"¶{number}. ({mark}) {_paragraph(random)}", ""]
    return "\n".join([*lines, random.choice(SIGNERS), ""])


def _paragraph(random: Random) -> str:
    person, other = random.sample(PEOPLE, 2)
    chosen = random.sample(SENTENCES, random.randint(2, 4))
    return " ".join(sentence.format(person=person, other=other) for sentence in chosen)


def _day_of_year(year: int, month: int, day: int) -> int:
    lengths = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return sum(lengths[: month - 1]) + day


class InventedSite:
    """A site folder, and what was done to it."""

    def __init__(self, root: Path, count: int = 30, seed: int = 1) -> None:
        self.root = root
        self.random = Random(seed)
        self.telegrams = telegrams(count, seed)
        self.names = {t.number: t.file_name for t in self.telegrams}
        (root / "content/cables").mkdir(parents=True)
        (root / "content/pages").mkdir()
        (root / "content/pages/about.md").write_text(ABOUT, encoding="utf-8")
        (root / "site.toml").write_text(SITE, encoding="utf-8")
        put_compiled_templates(root)
        for telegram in self.telegrams:
            self.write(telegram)

    def write(self, telegram: Telegram) -> None:
        others = [t for t in self.telegrams if t.number < telegram.number]
        self.file(telegram).write_text(text_of(telegram, others), encoding="utf-8")

    def file(self, telegram: Telegram) -> Path:
        return self.root / "content/cables" / self.names[telegram.number]

    def edit(self) -> str:
        """Does something at random that a publisher may do between two builds; says what."""
        edits = (
            self.add, self.change_body, self.change_subject, self.delete, self.rename, self.change_template,
            self.change_people, self.change_title_of_site, self.change_prose, self.change_corrections,
            self.change_collection,
        )  # fmt: skip
        chosen = self.random.choice(edits)
        chosen()
        return chosen.__name__

    def add(self) -> None:
        number = 1 + max(t.number for t in self.telegrams)
        post, year = self.random.randrange(len(POSTS)), self.random.randint(2004, 2009)
        self._add(Telegram(number, post, year, subject(self.random), self.random.getrandbits(32)))

    def change_body(self) -> None:
        old = self.random.choice(self.telegrams)
        self._replace(old, Telegram(old.number, old.post, old.year, old.subject, self.random.getrandbits(32)))

    def change_subject(self) -> None:
        old = self.random.choice(self.telegrams)
        self._replace(old, Telegram(old.number, old.post, old.year, subject(self.random), old.body))

    def delete(self) -> None:
        old = self.random.choice(self.telegrams)
        self.file(old).unlink()
        self.telegrams.remove(old)

    def rename(self) -> None:
        old = self.random.choice(self.telegrams)
        source = self.file(old)
        self.names[old.number] = f"renamed-{self.random.randrange(10**6)}.txt"
        source.rename(self.file(old))

    def change_template(self) -> None:
        folder = self.root / "templates"
        folder.mkdir(exist_ok=True)
        words = f"Not found, {self.random.randrange(10**6)} times."
        (folder / "404.html").write_text(
            f"<!doctype html><title>404</title><p>{words}</p>\n", encoding="utf-8"
        )

    def change_people(self) -> None:
        name = self.random.choice(PEOPLE)
        entry = f'[[person]]\nname = "{name}"\nnote = "Note {self.random.randrange(99)}."\n'
        (self.root / "content/people.toml").write_text(entry, encoding="utf-8")

    def change_corrections(self) -> None:
        """Another set of corrections, some of a cable that may go later, none of them wrong by itself."""
        values = {
            "subject": f'"{subject(self.random)}"',
            "tags": f'["{self.random.choice(TAGS)}", "MASS"]',
            "date": f"{self.random.randint(2004, 2009)}-03-{self.random.randint(1, 28):02}T12:00:00Z",
            "classification": '"SECRET//NOFORN"',
            "id": f'"{self.random.randint(4, 9):02}LISBON{self.random.randrange(10**4)}"',
            "classified_by": f'"{self.random.choice(PEOPLE)}"',
            "references": '["07 LISBON 9998"]',
        }
        entries = []
        for telegram in self.random.sample(self.telegrams, min(4, len(self.telegrams))):
            field = self.random.choice(sorted(values))
            entries.append(
                f'[[correction]]\ncable = "{telegram.id}"\nfield = "{field}"\nvalue = {values[field]}\n'
                f'reason = "It was so, {self.random.randrange(99)} times."\n'
            )
        (self.root / "content/corrections.toml").write_text("\n".join(entries), encoding="utf-8")

    def change_title_of_site(self) -> None:
        title = f"Invented cables {self.random.randrange(99)}"
        (self.root / "site.toml").write_text(SITE.replace("Invented cables", title), encoding="utf-8")

    def change_prose(self) -> None:
        words = f"{ABOUT}\nFor the {self.random.randrange(10**6)}th time.\n"
        (self.root / "content/pages/about.md").write_text(words, encoding="utf-8")

    def change_collection(self) -> None:
        """A collection of other cables, of which one may go later, and a cable that was never there."""
        chosen = self.random.sample(self.telegrams, min(5, len(self.telegrams)))
        cited = [f"[[{t.id}]] and [[{t.id}#{self.random.randint(1, 9)}]]" for t in chosen]
        cited[1:1] = ["[[07LISBON9999]]", "[[04QUARROW1|a letter]]"]
        self.write_collection("- " + ";\n- ".join(cited) + ".")

    def write_collection(self, text: str) -> None:
        """The collection at `harbors/talks.html`."""
        file = self.root / "content/pages/harbors/talks.md"
        file.parent.mkdir(exist_ok=True)
        settings = f"title: Talks {self.random.randrange(99)}\nkind: collection\n"
        file.write_text(f"---\n{settings}---\n\n## One\n\n{text}\n", encoding="utf-8")

    def _add(self, telegram: Telegram) -> None:
        self.telegrams.append(telegram)
        self.names[telegram.number] = telegram.file_name
        self.write(telegram)

    def _replace(self, old: Telegram, new: Telegram) -> None:
        self.telegrams[self.telegrams.index(old)] = new
        self.write(new)
