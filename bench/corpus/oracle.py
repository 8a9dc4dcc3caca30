#!/usr/bin/python3
"""What docutils finds in reStructuredText files: every block of literal text that ends up in its document tree.

    /usr/bin/python3 oracle.py DIRECTIVES.json JOBS < LIST-OF-FILES > BLOCKS.jsonl

DIRECTIVES.json maps names of directives in lower case to {"body": "literal" | "raw" | "csv" | "parsed", "words": N}:
which bodies are markup is policy, and howtrue's own; how they are cut out is what is compared. A name that is not there
is "parsed", with any number of words. Each line of the answer is
{"file", "error"?, "blocks": [{"kind", "lang", "text", "rows", "cell", "inside"}]}; rows count from 0, as
str.splitlines() cuts them.
"""

import json
import multiprocessing
import sys
import warnings

from docutils import nodes, utils
from docutils.frontend import OptionParser
from docutils.parsers.rst import Directive, Parser, directives, roles, states
from docutils.parsers.rst.directives.tables import CSVTable

warnings.simplefilter("ignore")
sys.setrecursionlimit(6000)

KINDS = {}
MANY = 10**6
CSV = "a cell of comma-separated values"


def mark(node, kind, lines, **more):
    """Notes on a node which rows of the source it came from; a StringList knows them, but in a csv-table's cell."""
    rows = [row for source, row in lines.items if source is not CSV]
    node.found = {"kind": kind, "text": "\n".join(lines), "rows": rows, **more}
    return node


def literal_node(kind, lines, **more):
    text = "\n".join(lines)
    return mark(nodes.literal_block(text, text), kind, lines, **more)


# Three methods of docutils that make literal blocks, made to remember the rows.


def literal_block(state):
    block, _, _, finished = state.state_machine.get_indented()
    while block and not block[-1].strip():
        block.trim_end()
    if not block:
        return state.quoted_literal_block()
    found = [literal_node("literal", block)]
    return found if finished else found + [state.unindent_warning("Literal block")]


def quoted_eof(state, context):
    machine = state.state_machine
    if context:
        first = state.initial_lineno - 1 - machine.input_offset
        lines = machine.input_lines[first : first + len(context)]
        assert list(lines) == context
        state.parent += literal_node("quoted", lines)
    else:
        state.parent += state.reporter.warning("Literal block expected; none found.", line=machine.abs_line_number())
        machine.previous_line()
    state.parent += state.messages
    return []


def doctest(state, match, context, next_state):
    lines = state.state_machine.get_text_block()
    text = "\n".join(lines)
    state.parent += mark(nodes.doctest_block(text, text), "doctest", lines)
    return [], next_state, []


states.Text.literal_block = literal_block
states.QuotedLiteralBlock.eof = quoted_eof
states.Body.doctest = doctest


class AnyOption(dict):
    """An option_spec that knows every option."""

    def __bool__(self):
        return True

    def __getitem__(self, name):
        return directives.unchanged


class Any(Directive):
    """Any directive; `words` is set in subclasses that are made for each name."""

    has_content = True
    option_spec = AnyOption()


class Literal(Any):
    def run(self):
        lang = self.arguments[0] if self.arguments else None
        return [literal_node("directive", self.dedented(), lang=lang)] if self.content else []

    def dedented(self):
        """The content as Sphinx's own directives have it."""
        if "dedent" not in self.options or self.name.lower() not in ("code-block", "sourcecode"):
            return self.content
        option = self.options["dedent"]
        least = min(len(line) - len(line.lstrip()) for line in self.content if line)
        lines = self.content[:]
        lines.trim_left(int(option) if option.isdigit() else least)
        return lines


class Raw(Any):
    def run(self):
        return []


class Parsed(Any):
    """Its body may have sections of its own, as in Sphinx's nested_parse_with_titles."""

    def run(self):
        box = nodes.container()
        memo = self.state.memo
        outer = memo.title_styles, memo.section_level
        memo.title_styles, memo.section_level = [], 0
        self.state.nested_parse(self.content, self.content_offset, box, match_titles=True)
        memo.title_styles, memo.section_level = outer
        return [box]


class Csv(CSVTable):
    def parse_csv_data_into_rows(self, csv_data, dialect, source):
        return super().parse_csv_data_into_rows(csv_data, dialect, CSV)


BODIES = {"literal": Literal, "include": Raw, "raw": Raw, "parsed": Parsed}
CLASSES = {}


def class_for(name):
    if name not in CLASSES:
        kind = KINDS.get(name) or {"body": "parsed", "words": None}
        if kind["body"] == "csv":
            CLASSES[name] = Csv
        else:
            words = MANY if kind["words"] is None else kind["words"]
            more = {"optional_arguments": words, "final_argument_whitespace": False}
            CLASSES[name] = type("Class", (BODIES[kind["body"]],), more)
    return CLASSES[name]


directives.directive = lambda name, language, document: (class_for(name.lower()), [])
roles.role = lambda *_: (lambda name, rawtext, text, *_, **__: ([nodes.inline(rawtext, text)], []), [])


def settings_for_all():
    settings = OptionParser(components=(Parser,)).get_default_values()
    settings.report_level = settings.halt_level = 5
    settings.warning_stream = False
    settings.file_insertion_enabled = False
    settings.line_length_limit = sys.maxsize
    return settings


SETTINGS = settings_for_all()


def inside(node):
    """The names of what holds a node, outermost first."""
    names = []
    while node.parent is not None:
        node = node.parent
        names.append(node.tagname)
    return names[::-1]


def read(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8", "replace").removeprefix("\ufeff")
    document = utils.new_document(path, SETTINGS)
    answer = {"file": path}
    try:
        Parser().parse(text.replace("\r\n", "\n").replace("\r", "\n"), document)
    except Exception as error:  # docutils is not proof against every input
        answer["error"] = repr(error)[:200]
    found = [node for node in document.findall(nodes.Element) if hasattr(node, "found")]
    answer["blocks"] = [
        {**node.found, "inside": inside(node), "cell": "entry" in inside(node)} for node in found if node.found["text"]
    ]
    return answer


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        KINDS.update(json.load(file))
    files = [line for line in sys.stdin.read().split("\n") if line]
    with multiprocessing.Pool(int(sys.argv[2])) as pool:
        for answer in pool.imap(read, files, chunksize=4):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
