"""Which files does nobody want to meet? Made up from a seed, class by class, the same on every run.

``fate`` says what must become of a file: ``told`` (at least one fault or a refusal), ``sound`` (what looks odd is not
wrong), ``cut`` (told as cut short), ``foreign`` (not of the kind at all: its first bytes are shown), or ``either``
(only that nothing breaks). ``says`` are words that must stand among what is told.
"""

import base64
import gzip
import io
import json
import random
import re
import tarfile
import warnings
import zipfile
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files import as_jsonl, as_workbook, as_yaml
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.issues import Issue

WRITERS = {"yaml": as_yaml, "jsonl": as_jsonl, "xlsx": as_workbook}
PLACES = 60


@dataclass(frozen=True)
class Bad:
    """One file that nobody wants, and what must become of it."""

    kind: str
    name: str
    ending: str
    data: bytes
    fate: str = "told"
    says: str | None = None

    def __str__(self):
        return f"{self.ending}-{self.kind}-{self.name}"


@cache
def bad_files():
    """All of them."""
    makers = (flipped, cut, foreign, yaml_files, json_files, values, workbooks)
    return tuple(bad for maker in makers for bad in maker())


# Files of our own writing, damaged


@cache
def own(ending):
    """A small dossier as this tool writes it."""
    names = ("Port authority", "سلطة الميناء", "Équipe d’accès", "د بندر اداره")
    actors = [Actor(id=f"actor-{n}", names={"en": names[0], "ar": names[1]}, aliases=names[2:]) for n in range(12)]
    ties = [Tie(id=f"tie-{n}", actor=f"actor-{n}", over=f"actor-{n + 1}", since="2024-01-31") for n in range(8)]
    promises = [
        Commitment(id=f"promise-{n}", given_by=f"actor-{n}", wording={"ar": "وعد بفتح الطريق"}, due_on="2024-05-01")
        for n in range(8)
    ]
    issues = [Issue(id="road", title="Will the road open?\nAnd when?", status_quo=20)]
    dossier = Dossier(Header(slug="port", title="Port", languages=("en", "ar")), [*actors, *issues, *ties, *promises])
    out = io.BytesIO()
    WRITERS[ending].write(dossier, "aidememoire test", out.write)
    return undated(out.getvalue()) if ending == "xlsx" else out.getvalue()


def undated(workbook):
    """A workbook without the moment at which it was written."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(
        {name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-01-01T00:00:00Z", data) for name, data in parts.items()}
    )


def flipped():
    """One byte changed, at many places."""
    for ending in WRITERS:
        data, chance = own(ending), random.Random(5)
        for number in range(PLACES):
            at = number * len(data) // PLACES + chance.randrange(max(len(data) // PLACES, 1))
            changed = bytearray(data)
            changed[at] ^= chance.randrange(1, 256)
            yield Bad("flip", str(at), ending, bytes(changed), "either")


def cut():
    """The rest is missing, from many places on; before its header is whole a file does not say whose it is."""
    for ending in WRITERS:
        data = own(ending)
        first = data.index(b"test") + 6 if ending != "xlsx" else 4
        last = len(data) - 2
        for number in range(PLACES):
            at = first + number * (last - first) // (PLACES - 1)
            yield Bad("cut", str(at), ending, data[:at], "cut")


# Files of another kind


def foreign():
    """What people attach by mistake, under our endings."""
    said = "سلطة الميناء وعدت بفتح الطريق\n"
    kinds = {
        "png": base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
        "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        "zip": zipped({"letter.txt": b"words"}),
        "docx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", "_rels/.rels": b"<R/>"}),
        "ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "elf": b"\x7fELF\x02\x01\x01" + bytes(200),
        "exe": b"MZ\x90\x00\x03" + bytes(200),
        "gzip": gzip.compress(own("yaml"), mtime=0),
        "tar": tarred({"a.yaml": own("yaml")}),
        "sqlite": b"SQLite format 3\x00\x10\x00" + bytes(100),
        "old-excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "utf16-marked": own("yaml").decode().encode("utf-16"),
        "utf16": own("yaml").decode().encode("utf-16-le"),
        "utf32": own("jsonl").decode().encode("utf-32"),
        "windows-1256": said.encode("windows-1256"),
        "windows-1252": "Équipe d’accès".encode("windows-1252"),
        "shift-jis": "港湾当局".encode("shift-jis"),
        "random": random.Random(7).randbytes(4000),
        "html": b"<!DOCTYPE html>\n<html><head><title>x</title></head><body>a: b</body></html>\n",
        "rtf": rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 Times New Roman;}} words}",
        "csv": b"id,name\na,Port authority\nb,\"Ministry, of\"\n",
        "mail": b"From: a@example.org\nSubject: list\nX: [\n\nHello { there\n",
    }  # fmt: skip
    for name, data in kinds.items():
        for ending in WRITERS:
            if not (ending == "yaml" and name in ("html", "rtf", "csv", "mail")):
                fate = "told" if name == "utf16-marked" and ending == "yaml" else "foreign"
                yield Bad("foreign", name, ending, data, fate)
    for name in ("html", "rtf", "csv", "mail"):
        yield Bad("foreign", name, "yaml", kinds[name], "foreign")
    for ending in WRITERS:
        yield Bad("foreign", "empty", ending, b"", "told", "empty")
        yield Bad("foreign", "nul-bytes", ending, bytes(4096), "foreign")
        yield Bad("foreign", "one-nul", ending, b"\x00", "foreign")
        if ending != "xlsx":
            yield Bad("foreign", "blanks", ending, b" \n\t\n  \n", "told")


def zipped(parts):
    """A zip archive of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            about = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)) if isinstance(name, str) else name
            archive.writestr(about, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(parts):
    """A tar archive of parts by name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in parts.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return out.getvalue()


# What YAML has in store


HEAD = "dossier: {slug: port}\n"


def yaml_files():
    """Every trick of the format that a careful reader refuses, and every word that must stay a word."""
    laughs = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    told = {
        "billion-laughs": laughs,
        "alias-as-value": HEAD + "actors:\n- &x {id: a}\n- *x\n",
        "merge-key": HEAD + "actors:\n- &x {id: a}\n- {<<: *x, id: b}\n",
        "anchor": HEAD + "actors:\n- {id: &i a}\n",
        "unknown-alias": HEAD + "actors:\n- *nobody\n",
        "alias-loop": "dossier: &d {slug: port, title: *d}\n",
        "python-tag": HEAD + "actors:\n- !!python/object/apply:os.system ['true']\n",
        "binary-tag": HEAD + "actors:\n- {id: a, note: !!binary aGVsbG8=}\n",
        "set-tag": HEAD + "actors: !!set {a, b}\n",
        "local-tag": HEAD + "actors:\n- {id: a, note: !secret x}\n",
        "text-tag": HEAD + "actors:\n- {id: a, note: !!str 5}\n",
        "duplicate-key": HEAD + "actors:\n- id: a\n  note: one\n  note: two\n",
        "duplicate-section": HEAD + "actors:\n- id: a\nactors:\n- id: b\n",
        "duplicate-header": HEAD + HEAD,
        "second-document": HEAD + "---\n" + HEAD,
        "second-document-broken": HEAD + "---\n[[[\n",
        "deep-lists": HEAD + "actors: " + "[" * 20_000 + "]" * 20_000,
        "deep-maps": HEAD + "actors: " + "{a: " * 5_000 + "}" * 5_000,
        "deep-blocks": HEAD + "actors:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
        "deep-open": HEAD + "actors: " + "[" * 20_000,
        "deep-dashes": HEAD + "actors:\n  " + "- " * 5_000 + "x\n",
        "deep-keys": HEAD + "actors:\n  " + "? " * 5_000 + "x\n",
        "list-as-key": HEAD + "actors:\n- ? [a, b]\n  : c\n  id: a\n",
        "map-as-key": HEAD + "? {a: b}\n: c\n",
        "tab-indented": HEAD + "actors:\n\t- id: a\n",
        "unclosed-quote": HEAD + 'actors:\n- id: a\n  note: "never closed\n',
        "unclosed-brace": HEAD + "actors:\n- {id: a, note: x\n",
        "colon-in-text": HEAD + "actors:\n- id: a\n  note: the road: closed\n",
        "bad-indentation": HEAD + "actors:\n  - id: a\n - id: b\n",
        "bad-escape": HEAD + 'actors:\n- {id: a, note: "\\q"}\n',
        "surrogate-escape": HEAD + 'actors:\n- {id: a, note: "\\ud800"}\n',
        "nul-escape": HEAD + 'actors:\n- {id: a, note: "\\0"}\n',
        "bell-escape": HEAD + 'actors:\n- {id: a, note: "\\a"}\n',
        "huge-code-point": HEAD + 'actors:\n- {id: a, note: "\\UFFFFFFFF"}\n',
        "directive": "%YAML 3.0\n---\n" + HEAD,
        "tag-directive": "%TAG ! tag:example.org,2024:\n---\n" + HEAD + "actors:\n- !x {id: a}\n",
        "root-list": "- a\n- b\n",
        "root-text": "just words\n",
        "root-number": "42\n",
        "root-null": "null\n",
        "root-quoted": '"dossier"\n',
        "only-comment": "# nothing\n",
        "only-end": "...\n",
        "only-start": "---\n",
        "header-list": "dossier: [a]\n",
        "header-text": "dossier: port\n",
        "header-null": "dossier:\n",
        "no-header": "actors:\n- {id: a}\n",
        "section-text": HEAD + "actors: none\n",
        "section-map": HEAD + "actors: {id: a}\n",
        "record-text": HEAD + "actors:\n- port authority\n",
        "record-null": HEAD + "actors:\n-\n-\n",
        "record-list": HEAD + "actors:\n- [id, a]\n",
        "unknown-section": HEAD + "acters:\n- {id: a}\n",
        "singular-section": HEAD + "actor:\n- {id: a}\n",
        "many-unknown-sections": HEAD + "".join(f"s{n}:\n" for n in range(3000)),
        "prototype-section": HEAD + "__proto__: []\nconstructor: []\n__class__: []\n",
        "prototype-field": HEAD + "actors:\n- {id: a, __proto__: {x: 1}, __class__: b, __init__: c}\n",
        "mark-inside": HEAD + "actors:\n- {id: \ufeffa}\n",
        "control-in-id": HEAD + "actors:\n- {id: \"a\\x07b\"}\n",
        "override-in-id": HEAD + "actors:\n- {id: \"a\u202eb\"}\n",
        "override-in-key": HEAD + "\"act\u202eors\":\n- {id: a}\n",
        "megabyte-key": HEAD + "k" * 900 + ": []\n",
        "megabyte-quoted-key": HEAD + '"' + "k" * 1000 + '": []\n',
        "future": "dossier: {slug: port, format: 2}\n",
        "far-future": "dossier: {slug: port, format: " + "9" * 399 + "}\n",
        "format-text": "dossier: {slug: port, format: one}\n",
        "format-infinite": "dossier: {slug: port, format: .inf}\n",
        "format-list": "dossier: {slug: port, format: [1]}\n",
        "slug-list": "dossier: {slug: [port]}\n",
        "slug-not-a-number": "dossier: {slug: .nan}\n",
    }  # fmt: skip
    for name, words in told.items():
        yield Bad("yaml", name, "yaml", words.encode("utf-8", "surrogatepass"))
    for words in ("no", "on", "off", "yes", "NO", "y", "1:30", "1:30:00", "012", "0o17", "0x1F", "2024-01-31", "1_000",
                  "=", "<<", "~x", "nul", "Null!", "+", "-.", ".", "0b11", "1e", "e5", "2024-13-45", "1e309x"):  # fmt: skip
        text = HEAD + f"actors:\n- id: a\n  note: {words}\n"
        taken = "told" if words in ("0o17", "0x1F", "0b11") else "sound"
        yield Bad("yaml-word", words, "yaml", text.encode(), "either" if taken == "told" else "sound")
    raw = {
        "latin-1": HEAD.encode() + b"actors:\n- {id: a, note: caf\xe9}\n",
        "lone-surrogate": HEAD.encode() + b"actors:\n- {id: a, note: \xed\xa0\x80}\n",
        "overlong": HEAD.encode() + b"actors:\n- {id: a, note: \xc0\xaf}\n",
        "nul": HEAD.encode() + b"actors:\n- {id: a, note: a\x00b}\n",
        "escape": HEAD.encode() + b"actors:\n- {id: a, note: \x1b[31mred}\n",
        "delete": HEAD.encode() + b"actors:\n- {id: a, note: a\x7fb}\n",
        "non-character": HEAD.encode() + "actors:\n- {id: a, note: a\ufffeb}\n".encode(),
        "half-a-mark": b"\xef\xbb" + HEAD.encode(),
    }
    for name, data in raw.items():
        yield Bad("yaml-bytes", name, "yaml", data)
    yield Bad("yaml-bytes", "mark-first", "yaml", b"\xef\xbb\xbf" + HEAD.encode(), "sound")
    yield Bad("yaml-bytes", "returns", "yaml", HEAD.replace("\n", "\r\n").encode(), "sound")
    yield Bad("yaml-bytes", "old-returns", "yaml", HEAD.replace("\n", "\r").encode(), "sound")


# What JSON lines have in store


def json_files():
    """Lines that are no records, and numbers that are none."""
    head = '{"record": "dossier", "format": 1, "slug": "port"}\n'
    told = {
        "deep-lists": '{"record": "actor", "id": "a", "note": ' + "[" * 20_000 + "]" * 20_000 + "}",
        "deep-maps": '{"record": "actor", "id": "a", "note": ' + '{"a": ' * 20_000 + "1" + "}" * 20_001,
        "deep-just-below-the-parser": '{"record": "actor", "id": ' + "[" * 900 + "]" * 900 + "}",
        "deep-open": '{"record": ' + "[" * 100_000,
        "duplicate-key": '{"record": "actor", "id": "a", "id": "b"}',
        "duplicate-record": '{"record": "actor", "record": "issue", "id": "b"}',
        "not-a-number": '{"record": "issue", "id": "a", "status_quo": NaN}',
        "infinite": '{"record": "issue", "id": "a", "status_quo": Infinity}',
        "minus-infinite": '{"record": "issue", "id": "a", "status_quo": -Infinity}',
        "overflow": '{"record": "issue", "id": "a", "status_quo": 1e309}',
        "five-thousand-digits": '{"record": "issue", "id": "a", "people": ' + "9" * 5000 + "}",
        "four-thousand-digits": '{"record": "issue", "id": "a", "status_quo": ' + "9" * 4000 + "}",
        "four-thousand-digits-judged": '{"record": "tie", "id": "a", "actor": "b", "over": "c", "strength": ' + "9" * 4000 + "}",
        "four-thousand-digits-id": '{"record": "actor", "id": ' + "9" * 4000 + "}",
        "four-thousand-digits-format": '{"record": "dossier", "slug": "x", "format": ' + "9" * 4000 + "}",
        "lone-surrogate": '{"record": "actor", "id": "a", "note": "\\ud800"}',
        "lone-surrogate-key": '{"record": "actor", "id": "a", "\\udfff": 1}',
        "lone-surrogate-kind": '{"record": "\\ud800"}',
        "lone-surrogate-tag": '{"record": "actor", "id": "a", "note": {"\\ud800": "x"}}',
        "nul-escape": '{"record": "actor", "id": "a", "note": "\\u0000"}',
        "control-inside": '{"record": "actor", "id": "a", "note": "a\x01b"}',
        "nul-inside": '{"record": "actor", "id": "a", "note": "a\x00b"}',
        "mark-inside": '\ufeff{"record": "actor", "id": "a"}',
        "single-quotes": "{'record': 'actor', 'id': 'a'}",
        "comma-at-end": '{"record": "actor", "id": "a",}',
        "comment": "// nothing",
        "leading-zero": '{"record": "issue", "id": "a", "people": 012}',
        "hexadecimal": '{"record": "issue", "id": "a", "people": 0x1F}',
        "two-on-a-line": '{"record": "actor", "id": "a"} {"record": "actor", "id": "b"}',
        "list": '["actor", "a"]',
        "text": '"actor"',
        "number": "42",
        "null": "null",
        "no-kind": '{"id": "a"}',
        "kind-null": '{"record": null, "id": "a"}',
        "kind-list": '{"record": ["actor"], "id": "a"}',
        "kind-number": '{"record": 5, "id": "a"}',
        "unknown-kind": '{"record": "acter", "id": "a"}',
        "plural-kind": '{"record": "actors", "id": "a"}',
        "prototype-kind": '{"record": "__proto__", "id": "a"}',
        "prototype-fields": '{"record": "actor", "id": "a", "__proto__": {"ours": true}, "constructor": 1}',
        "one-line-cut": '{"record": "actor", "id": "a',
        "old-returns": '{"record": "actor",\r"id": "a"}\r{"record": "actor", "id": "b"}',
        "pretty-printed": json.dumps({"record": "actor", "id": "a"}, indent=2),
        "id-missing": '{"record": "actor"}',
        "id-true": '{"record": "actor", "id": true}',
        "id-deep": '{"record": "actor", "id": {"a": [[[[1]]]]}}',
        "future": '{"record": "dossier", "format": 2, "slug": "x"}',
        "more-values-than-a-record-may-hold": json.dumps({"record": "actor", "id": "a", "aliases": [1.5] * 10_001}),
        "more-fields-than-a-record-may-hold": json.dumps({"record": "actor", "id": "a"} | {f"f{n}": 1 for n in range(10_001)}),
    }  # fmt: skip
    for name, line in told.items():
        first = "" if '"dossier"' in line else head
        yield Bad("json", name, "jsonl", (first + line + "\n").encode("utf-8", "surrogatepass"))
    raw = {
        "latin-1": b'{"record": "actor", "id": "a", "note": "caf\xe9"}\n',
        "surrogate-bytes": b'{"record": "actor", "id": "a", "note": "\xed\xa0\x80"}\n',
        "overlong": b'{"record": "actor", "id": "a", "note": "\xc0\xaf"}\n',
        "nothing-but-braces": b"{}\n" * 3000,
        "nothing-but-words": b"x\n" * 3000,
        "faults-after-a-good-line": head.encode() + b"x\n" * 3000,
    }
    for name, data in raw.items():
        yield Bad("json-bytes", name, "jsonl", data)
    yield Bad("json-bytes", "whole-file-a-list", "jsonl", b'[{"record": "actor", "id": "a"}]\n')
    yield Bad("json-bytes", "mark-first", "jsonl", b"\xef\xbb\xbf" + head.encode(), "sound")
    yield Bad("json-bytes", "returns", "jsonl", head.replace("\n", "\r\n").encode(), "sound")
    yield Bad("json-bytes", "blank-lines", "jsonl", b"\n\n" + head.encode() + b"\n\n", "sound")


# Values that fit no field, in both text formats


TOWER = "e" + "\u0301" * 2000
ODD_VALUES = {
    "a-boolean-as-text": ("actor", {"country": True}),
    "a-number-as-text": ("actor", {"country": 1.5}),
    "a-list-as-text": ("actor", {"country": ["SDN"]}),
    "a-map-as-text": ("actor", {"country": {"code": "SDN"}}),
    "an-empty-text": ("actor", {"country": ""}),
    "an-empty-map": ("actor", {"names": {}}),
    "a-language-that-is-none": ("actor", {"names": {"English, spoken": "x"}}),
    "a-language-of-a-thousand-letters": ("actor", {"names": {"e" * 1000: "x"}}),
    "a-language-that-is-obeyed": ("actor", {"names": {"e\u202en\x1b[2J": "x"}}),
    "a-text-in-a-list-of-lists": ("actor", {"aliases": [["x"]]}),
    "a-code-in-arabic": ("actor", {"kind": "جهة"}),
    "a-code-of-a-thousand-letters": ("actor", {"kind": "x" * 1000}),
    "a-code-that-is-a-map": ("actor", {"kind": {"x": 1}}),
    "a-code-that-is-a-list": ("actor", {"kind": ["NSAG"]}),
    "a-flag-in-words": ("actor", {"ours": "perhaps"}),
    "a-flag-that-is-two": ("actor", {"ours": 2}),
    "a-day-the-hijri-way": ("tie", {"since": "1445-09-31"}),
    "a-day-the-jalali-way": ("tie", {"since": "۱۴۰۳-۰۱-۱۲"}),
    "a-day-in-arabic-digits": ("tie", {"since": "٢٠٢٤-٠٣-٣١"}),
    "a-day-with-slashes": ("tie", {"since": "31/03/2024"}),
    "a-day-in-words": ("tie", {"since": "31 March 2024"}),
    "a-day-with-hours": ("tie", {"since": "2024-03-31T10:00:00Z"}),
    "a-day-that-never-was": ("tie", {"since": "2023-02-29"}),
    "a-day-of-the-year-zero": ("tie", {"since": "0000-01-01"}),
    "a-day-that-is-a-number": ("tie", {"since": 45382}),
    "a-day-that-is-a-list": ("tie", {"since": ["2024-03-31"]}),
    "a-day-of-five-digits": ("tie", {"since": "12024-03-31"}),
    "a-number-in-arabic-digits": ("issue", {"status_quo": "٤٠"}),
    "a-number-in-quotation-marks": ("issue", {"status_quo": "40"}),
    "a-number-with-a-comma": ("issue", {"status_quo": "3,5"}),
    "a-number-below": ("issue", {"status_quo": -1}),
    "a-number-above": ("issue", {"status_quo": 101}),
    "a-number-that-is-true": ("issue", {"status_quo": True}),
    "a-whole-number-that-is-none": ("issue", {"people": 2.5}),
    "a-whole-number-without-end": ("issue", {"people": 1e308}),
    "a-judgement-that-is-no-word": ("tie", {"strength": "mighty"}),
    "a-judgement-above-one": ("tie", {"strength": 1.5}),
    "an-id-in-capitals": ("actor", {"id": "PORT"}),
    "an-id-with-a-homoglyph": ("actor", {"id": "p\u043ert"}),
    "an-id-with-an-override": ("actor", {"id": "a\u202etxt"}),
    "an-id-with-a-joiner": ("actor", {"id": "a\u200db"}),
    "an-id-in-arabic-digits": ("actor", {"id": "actor-١"}),
    "an-id-in-wide-letters": ("actor", {"id": "ａｂｃ"}),
    "an-id-with-a-tower": ("actor", {"id": TOWER}),
    "an-id-of-a-megabyte": ("actor", {"id": "a" * 2**20}),
    "an-id-that-is-empty": ("actor", {"id": ""}),
    "an-id-that-is-null": ("actor", {"id": None}),
    "an-id-that-is-a-path": ("actor", {"id": "../../etc/passwd"}),
    "an-id-with-a-line-end": ("actor", {"id": "a\nb"}),
    "a-reference-to-nobody": ("actor", {"part_of": "nobody"}),
    "a-reference-of-a-megabyte": ("actor", {"part_of": "x" * 2**20}),
    "a-reference-that-is-obeyed": ("actor", {"part_of": "\x1b[2Jx\u202e"}),
    "a-reference-that-is-a-map": ("actor", {"part_of": {"id": "a"}}),
    "a-label-that-is-none": ("actor", {"handling": "PURPLE"}),
    "a-label-that-is-a-list": ("actor", {"handling": ["RED"]}),
    "a-label-with-more": ("actor", {"handling": {"level": "RED", "colour": "x"}}),
    "evidence-that-is-text": ("actor", {"evidence": "somebody said so"}),
    "evidence-that-is-a-list-of-texts": ("actor", {"evidence": ["somebody said so"]}),
    "evidence-without-a-grade": ("actor", {"evidence": [{"reliability": "G"}]}),
    "a-field-of-a-megabyte": ("actor", {"f" * 1000: "x"}),
    "a-name-like-a-method": ("actor", {"model_dump": "x", "__dict__": {}}),
}
FINE_VALUES = {
    "a-word-of-a-megabyte": ("actor", {"note": "w" * 2**20}),
    "a-cell-of-200-kb": ("actor", {"note": "words " * 33_334}),
    "a-tower-of-marks": ("actor", {"note": TOWER}),
    "an-override-in-a-note": ("actor", {"note": "safe\u202egnp.exe"}),
    "joined-emoji": ("actor", {"note": "👩🏽‍⚕️👨‍👩‍👧‍👦🏴‍☠️"}),
    "normalisation-twins": ("actor", {"aliases": ["caf\u00e9", "cafe\u0301"]}),
    "burmese-amharic-dari": ("actor", {"note": "မြန်မာ አማርኛ وعده داده شد که راه باز می‌ماند"}),
    "a-formula": ("actor", {"note": "=HYPERLINK(1)"}),
    "minus-nothing": ("issue", {"status_quo": -0.0}),
}


def values():
    """Odd values, each in YAML and in a line of JSON."""
    for table, fate in ((ODD_VALUES, "told"), (FINE_VALUES, "sound")):
        for name, (kind, odd) in table.items():
            fields = {"id": "a"} | ({"actor": "b", "over": "b"} if kind == "tie" else {}) | odd
            records = [(kind, fields)] + ([("actor", {"id": "b"})] if kind == "tie" else [])
            lines = [{"record": "dossier", "slug": "port"}, *({"record": kind, **said} for kind, said in records)]
            yield Bad("value", name, "jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode(), fate)
            # JSON is YAML but for the escapes of what lies beyond sixteen bits.
            body = "".join(f"{kind}s:\n- {json.dumps(said, ensure_ascii=False)}\n" for kind, said in records)
            simple = all(len(str(key)) < 900 for key in odd) and "names" not in odd
            if simple and "\u007f" not in body:
                yield Bad("value", name, "yaml", (HEAD + body).encode(), fate)


# What workbooks have in store


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def cell(value, at, formula=None):
    """One cell of a sheet as XML."""
    inside = f"<f>{escape(formula)}</f>" if formula else ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b">{inside}<v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{at}">{inside}<v>{value!r}</v></c>'
    return f'<c r="{at}" t="inlineStr">{inside}<is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(*rows, before=""):
    """A sheet as XML: each row a list of values, None for an empty cell, or XML of its own."""
    lines = []
    for number, row in enumerate(rows, start=1):
        if isinstance(row, str):
            lines.append(row)
            continue
        cells = "".join(
            value if isinstance(value, str) and value.startswith("<c ") else cell(value, f"{_letters(place)}{number}")
            for place, value in enumerate(row)
            if value is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {MAIN}>{before}<sheetData>{''.join(lines)}</sheetData></worksheet>".encode()


def _letters(place):
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


HEADER = sheet(["field", "value"], ["slug", "port"], ["format", 1])


def parts_of(sheets, states=None, more=""):
    """The parts of a workbook, by name; sheets are XML by title."""
    titles = list(sheets)
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" state="{(states or {}).get(title, "visible")}" r:id="r{n}"/>'
        for n, title in enumerate(titles, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(titles) + 1)
    )
    return {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {PACKAGE}><Relationship Id="r1" Type="{RELATED}/officeDocument" '
        f'Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets>{listed}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{relations}{more}</Relationships>".encode(),
        **{f"xl/worksheets/sheet{n}.xml": sheets[title] for n, title in enumerate(titles, start=1)},
    }


def book(actors, **sheets):
    """A workbook with a header and a sheet of actors."""
    return zipped(parts_of({"dossier": HEADER, "actors": actors, **sheets}))


GOOD = sheet(["id", "note"], ["a", "words"])


def workbooks():
    """Cells, sheets and packages that no spreadsheet program would write, or that it should not."""
    yield from _cells()
    yield from _sheets()
    yield from _packages()


def _cells():
    told = {
        "a-formula": ["a", cell("x", "B2", "A1&A2")],
        "an-error": ["a", '<c r="B2" t="e"><v>#REF!</v></c>'],
        "a-shared-text-that-is-not-there": ["a", '<c r="B2" t="s"><v>7</v></c>'],
        "a-shared-text-below-nothing": ["a", '<c r="B2" t="s"><v>-99</v></c>'],
        "a-shared-text-that-is-no-number": ["a", '<c r="B2" t="s"><v>x</v></c>'],
        "a-number-that-is-none": ["a", '<c r="B2"><v>forty</v></c>'],
        "a-number-of-5000-digits": ["a", f'<c r="B2"><v>{"9" * 5000}</v></c>'],
        "a-boolean-as-text": ["a", True],
        "a-boolean-as-id": [True, "x"],
        "a-fraction-as-text": ["a", 1.5],
        "an-id-in-capitals": ["PORT", "x"],
        "an-id-with-an-override": ["a\u202eb", "x"],
        "an-id-with-a-homoglyph": ["p\u043ert", "x"],
        "a-control-escape": ["a", "x_x0007_"],
        "half-a-character": ["a", "x_xD800_"],
    }
    for name, row in told.items():
        yield Bad("cell", name, "xlsx", book(sheet(["id", "note"], row)))
    fine = {
        "a-word-of-a-megabyte": ["a", "w" * 2**20],
        "a-text-of-200-kb": ["a", "words " * 33_334],
        "a-tower-of-marks": ["a", TOWER],
        "a-formula-that-is-text": ["a", "=HYPERLINK(1)"],
        "a-whole-number-as-text": ["a", 45382],
    }
    for name, row in fine.items():
        yield Bad("cell", name, "xlsx", book(sheet(["id", "note"], row)), "sound")
    days = ("31/03/2024", "٢٠٢٤-٠٣-٣١", "1445-09-31", 1e308, -1, 1.5, "31 March", "2023-02-29", True)
    for day in days:
        ties = sheet(["id", "actor", "over", "since"], ["t", "a", "a", day])
        yield Bad("cell", f"a-day-{day}", "xlsx", book(GOOD, ties=ties))
    for number in ("٤٠", "3,5", -1, 101, True, "many", 1e308):
        issues = sheet(["id", "status_quo"], ["i", number])
        fate = "either" if number in ("٤٠", "3,5") or number is True else "told"
        yield Bad("cell", f"a-number-{number}", "xlsx", book(GOOD, issues=issues), fate)


def _sheets():
    told = {
        "twice-the-same-heading": book(sheet(["id", "note", "note"], ["a", "x", "y"])),
        "no-such-heading": book(sheet(["id", "colour"], ["a", "x"])),
        "a-value-under-no-heading": book(sheet(["id", None, None], ["a", None, "x"])),
        "no-id": book(sheet(["note"], ["x"])),
        "an-id-twice": book(sheet(["id"], ["a"], ["a"])),
        "a-heading-of-a-megabyte": book(sheet(["id", "h" * 2**20], ["a", "x"])),
        "a-heading-that-is-obeyed": book(sheet(["id", "no\u202ete"], ["a", "x"])),
        "no-such-sheet": book(GOOD, colours=GOOD),
        "a-sheet-of-another-name": book(GOOD, **{"act\u202eors": GOOD}),
        "twenty-thousand-columns": book(sheet([f"c{n}" for n in range(20_000)], ["x"] * 20_000)),
        "rows-in-no-order": book(sheet(["id"], '<row r="9"><c r="A9" t="str"><v>a</v></c></row>', ["b"])),
        "the-same-row-twice": book(sheet(["id"], ["a"], '<row r="2"><c r="A2" t="str"><v>b</v></c></row>')),
        "sheet-cut": book(GOOD[:-40]),
        "sheet-broken": book(GOOD.replace(b"<row ", b"<row <", 1)),
        "a-document-type": book(b"<!DOCTYPE x>" + GOOD),
        "billion-laughs": book(LAUGHS + GOOD.replace(b"words", b"&lol9;")),
        "an-outside-entity": book(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + GOOD.replace(b"words", b"&e;")),
        "not-utf-8": book(GOOD.replace(b"words", b"w\xe9rds")),
        "nul-inside": book(GOOD.replace(b"words", b"w\x00rds")),
        "deep-elements": book(GOOD.replace(b"</sheetData>", b"<row><c>" + b"<x>" * 20_000)),
        "a-future-format": zipped(parts_of({"dossier": sheet(["field", "value"], ["slug", "p"], ["format", 2])})),
        "nothing-but-unknown-sheets": zipped(parts_of({f"s{n}": GOOD for n in range(150)})),
        "three-hundred-sheets": zipped(parts_of({f"s{n}": GOOD for n in range(300)})),
        "no-sheets": zipped(parts_of({})),
        "parts-of-nobody": book(GOOD, evidence=sheet(["record", "claim"], ["nobody", "x"], [None, "y"])),
        "a-thousand-faults": book(sheet(["id", "kind"], *([f"a-{n}", "zz"] for n in range(1500)))),
        "a-thousand-formulas": book(sheet(["id", "note"], *(["a", cell("x", f"B{n}", "A1")] for n in range(2, 1500)))),
    }  # fmt: skip
    for name, data in told.items():
        yield Bad("sheet", name, "xlsx", data)
    fine = {
        "a-false-dimension": book(sheet(["id"], ["a"], before='<dimension ref="A1:XFD1048576"/>')),
        "no-dossier-sheet": zipped(parts_of({"actors": GOOD})),
        "an-empty-sheet": book(GOOD, ties=sheet()),
        "cells-without-places": book(sheet('<row><c t="str"><v>id</v></c></row>', '<row><c t="str"><v>a</v></c></row>')),
        "hidden": zipped(parts_of({"dossier": HEADER, "actors": GOOD}, {"actors": "hidden"})),
        "very-hidden": zipped(parts_of({"dossier": HEADER, "actors": GOOD}, {"actors": "veryHidden"})),
    }  # fmt: skip
    for name, data in fine.items():
        yield Bad("sheet", name, "xlsx", data, "sound", "hidden" if "hidden" in name else None)
    for place in ("A99999999999", "1A", "A0", "A-1", "ZZZZZZZ1", "é1", ""):
        rows = sheet(["id"], f'<row r="2"><c r="{place}" t="str"><v>a</v></c></row>')
        yield Bad("sheet", f"a-cell-at-{place}", "xlsx", book(rows), "either")
    for number in ("0", "-1", "99999999999", "x", "1.5"):
        rows = sheet(["id"], f'<row r="{number}"><c r="A2" t="str"><v>a</v></c></row>')
        yield Bad("sheet", f"a-row-{number}", "xlsx", book(rows), "either")


LAUGHS = b'<!DOCTYPE x [<!ENTITY lol "lol">' + b"".join(
    b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (str(n - 1).encode() if n > 1 else b"") * 10) for n in range(1, 10)
) + b"]>"  # fmt: skip


def _packages():
    parts = parts_of({"dossier": HEADER, "actors": GOOD})
    whole = zipped(parts)
    link = zipfile.ZipInfo("xl/worksheets/sheet2.xml", (2024, 1, 1, 0, 0, 0))
    link.external_attr, link.create_system = 0o120777 << 16, 3
    linked = {name: data for name, data in parts.items() if name != "xl/worksheets/sheet2.xml"}
    linked[link] = b"/etc/passwd"
    related = f'<Relationship Id="x" Type="{RELATED}/worksheet" Target="%s"/>'
    told = {
        "a-part-twice": _twice(parts, "xl/worksheets/sheet2.xml"),
        "a-part-twice-in-other-case": zipped({**parts, "XL/Worksheets/Sheet2.xml": GOOD}),
        "a-link-as-sheet": zipped(linked),
        "encrypted": whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "a-lying-size": _resized(whole, 1),
        "a-huge-lying-size": _resized(whole, 2**31),
        "a-wrong-checksum": _damaged(whole),
        "no-directory": whole[: whole.index(b"PK\x01\x02")],
        "only-the-directory": whole[whole.index(b"PK\x01\x02") :],
        "ends-in-the-directory": whole[:-30],
        "no-workbook": zipped({name: data for name, data in parts.items() if name != "xl/workbook.xml"}),
        "no-relations": zipped({name: data for name, data in parts.items() if "workbook.xml.rels" not in name}),
        "no-sheet-part": zipped({name: data for name, data in parts.items() if "sheet2" not in name}),
        "a-broken-workbook": zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"][:-20]}),
        "a-document-type": zipped({**parts, "xl/workbook.xml": LAUGHS + parts["xl/workbook.xml"]}),
        "ten-thousand-parts": zipped(parts | {f"x/{n}": b"" for n in range(10_000)}),
        "nested": zipped({"dossier.xlsx": whole}),
        "sheet-out-of-the-package": zipped(
            {**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace(b'r:id="r2"', b'r:id="x"')}
            | {"xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
                b"</Relationships>", (related % "../../../../etc/passwd").encode() + b"</Relationships>")}
        ),
        "relations-to-itself": zipped({**parts, "_rels/.rels": parts["_rels/.rels"].replace(b"xl/workbook.xml", b"_rels/.rels")}),
        "shared-texts-broken": zipped(parts_of({"dossier": HEADER, "actors": GOOD}, more=SHARED)
                                      | {"xl/sharedStrings.xml": b"<sst><si><t>x"}),
        "shared-texts-a-bomb": zipped(parts_of({"dossier": HEADER, "actors": GOOD}, more=SHARED)
                                      | {"xl/sharedStrings.xml": LAUGHS + b"<sst><si><t>&lol9;</t></si></sst>"}),
    }  # fmt: skip
    for name, data in told.items():
        yield Bad("package", name, "xlsx", data)
    fine = {
        "names-that-climb": zipped({**parts, "../../evil.sh": b"x", "C:\\evil.bat": b"x", "/etc/x": b"x", "CON": b"x"}),
        "macros": zipped({**parts, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "links-outside": zipped(
            {**parts, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
            | {"xl/externalLinks/_rels/externalLink1.xml.rels": b'<R><R Target="http://192.0.2.1/" TargetMode="External"/></R>'}
        ),
        "bytes-before": b"PK" + whole,
        "bytes-after": whole + b"\x00" * 10,
    }  # fmt: skip
    for name, data in fine.items():
        yield Bad("package", name, "xlsx", data, "either" if name.startswith("bytes") else "sound")


SHARED = f'<Relationship Id="s" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'


def _twice(parts, name):
    out = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), GOOD.replace(b"words", b"other"))
    return out.getvalue()


def _resized(data, size):
    """The same archive, whose directory says of each part that it holds ``size`` bytes."""
    changed, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at += 4
    return bytes(changed)


def _damaged(data):
    """The same archive with other bytes in the middle of its last sheet."""
    at = data.rindex(b"xl/worksheets/sheet2.xml", 0, data.index(b"PK\x01\x02")) + 60
    return data[:at] + bytes(255 - byte for byte in data[at : at + 8]) + data[at + 8 :]
