#!/usr/bin/python3
"""What docutils makes of reStructuredText files, as outlines: a line for each element, its text with its markup.

    /usr/bin/python3 prose-oracle.py DIRECTIVES.json JOBS < LIST-OF-FILES > OUTLINES.jsonl

DIRECTIVES.json maps names of directives in lower case to {"body", "words", "form"}: what a directive that docutils does
not have is shown as is policy, and howtrue's own; how documents are cut up and what their text says is what is compared.
Each line of the answer is {"file", "error"?, "outline": [...]}. References are resolved by docutils' own transforms.
"""

import json
import multiprocessing
import re
import sys
import warnings

from docutils import nodes, utils
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles, states
from docutils.parsers.rst.directives import images

warnings.simplefilter("ignore")
sys.setrecursionlimit(6000)

KINDS = {}
MANY = 10**6
TITLED = re.compile(r"^(.+?)\s*(?<!\x00)<([^<]*?)>$", re.DOTALL)
CODE = set("kbd mailheader makevar mimetype regexp token keyword envvar manpage".split())
EMPHASIS = set("dfn term newsgroup".split())
PLAIN = set("abbr".split())
OBJECT = set(
    "command program option class func meth mod attr exc data const obj type macro member var enum module setting ticket "
    "djadmin djadminopt lookup tfilter ttag confval any".split()
)


class AnyOption(dict):
    def __bool__(self):
        return True

    def __getitem__(self, name):
        return directives.unchanged


class Generic(Directive):
    """Any directive of Sphinx's; `words` and `kind` are set in subclasses that are made for each name."""

    has_content = True
    option_spec = AnyOption()
    kind = {}

    def run(self):
        name = self.name.lower()
        body, form = self.kind["body"], self.kind["form"]
        argument = self.argument() if self.arguments else ""
        if name == "toctree":
            return self.contents()
        if form == "code":
            return [nodes.literal_block("", "\n".join(self.content))] if self.content else []
        if body == "literal":
            text = "\n".join(self.content)
            made = [nodes.literal_block(text, text)] if text else []
            caption = self.options.get("caption")
            return [*self.caption(caption), *made] if caption else made
        if body in ("raw", "include"):
            return []
        if form == "hidden":
            self.parsed(nodes.container())
            return []
        if form == "description":
            lines = re.sub(r"\\\n\s*", "", argument).split("\n")
            terms = [line.strip() for line in lines if line.strip()]
            description = self.parsed(nodes.definition())
            item = nodes.definition_list_item("", *[nodes.term("", "", nodes.literal(t, t)) for t in terms], description)
            return [nodes.definition_list("", item)]
        if form == "quote":
            return [self.parsed(nodes.block_quote())]
        if isinstance(form, dict):
            return self.admonition(form["admonition"], argument)
        if name == "centered":
            return [nodes.paragraph("", "", nodes.strong("", "", *self.inline(argument)))]
        return [*self.caption(self.options.get("caption")), *self.parsed(nodes.container()).children]

    def argument(self):
        return "\n".join(self.block_text.split("\n")) and self.arguments[0]

    def inline(self, text):
        return self.state.inline_text(text, self.lineno)[0]

    def caption(self, text):
        return [nodes.caption("", "", *self.inline(text))] if text else []

    def parsed(self, node):
        memo = self.state.memo
        outer = memo.title_styles, memo.section_level
        memo.title_styles, memo.section_level = [], 0
        self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
        memo.title_styles, memo.section_level = outer
        return node

    def admonition(self, form, argument):
        node = nodes.admonition()
        node["kind"] = form["kind"]
        match = re.match(r"(\S*)\s*(.*)$", argument, re.DOTALL)
        if form["argument"] == "version" and match[1]:
            node += nodes.caption("", VERSIONS.get(form["kind"], form["kind"]) + " " + match[1])
            if match[2]:
                node += nodes.paragraph("", "", *self.inline(match[2]))
        elif argument:
            node += nodes.caption("", "", *self.inline(argument))
        self.parsed(node)
        return [node]

    def contents(self):
        entries = [line.strip() for line in self.content]
        entries = [e for e in entries if e and e != "self" and not e.startswith(":")]
        if "hidden" in self.options or not entries:
            return []
        made = nodes.bullet_list()
        for entry in entries:
            match = re.match(r"^(.+?)\s*<([^<>]+)>$", entry)
            title, uri = match.groups() if match else (entry, entry)
            link = nodes.reference("", title, refuri=uri)
            made += nodes.list_item("", nodes.paragraph("", "", link))
        caption = self.options.get("caption")
        head = [nodes.paragraph("", "", nodes.strong("", "", *self.inline(caption)))] if caption else []
        return [*head, made]


VERSIONS = {
    "versionadded": "New in version",
    "versionchanged": "Changed in version",
    "versionremoved": "Removed in version",
    "deprecated": "Deprecated since version",
}
# What docutils' own directives are asked about.
OWN = set(
    "image figure table csv-table list-table replace unicode date role default-role contents math raw "
    "rubric container compound topic sidebar epigraph highlights pull-quote attention caution danger error hint "
    "important note tip warning admonition".split()
)
for spec in (images.Image, images.Figure):
    spec.option_spec = {**spec.option_spec}
own_directive = directives.directive
own_role = roles.role
CLASSES = {}


class Class(Generic):
    """docutils' own, or Sphinx's, which describes a class of a program."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        described = self.arguments and re.search("[A-Z(.]", self.arguments[0])
        self.kind = {"body": "parsed", "words": None, "form": "description" if described else "special"}
        return super().run()


def class_for(name, language, document):
    key = name.lower()
    if key == "class":
        return Class, []
    if key in OWN:
        return own_directive(name, language, document)
    if key not in CLASSES:
        kind = KINDS.get(key) or {"body": "parsed", "words": None, "form": "special"}
        words = MANY if kind["words"] is None else kind["words"]
        final = kind["words"] is None
        more = {"optional_arguments": 1 if final else words, "final_argument_whitespace": final, "kind": kind}
        CLASSES[key] = type("Class", (Generic,), more)
    return CLASSES[key], []


def make_role(key):
    def role(name, rawtext, text, lineno, inliner, options=None, content=None):
        match = TITLED.match(text)
        shown = nodes.unescape(match[1] if match else text)
        if key in CODE:
            return [nodes.literal("", nodes.unescape(text))], []
        if key in EMPHASIS:
            return [nodes.emphasis("", nodes.unescape(text))], []
        if key in ("file", "samp"):
            return [nodes.literal("", re.sub(r"(?<!\\)[{}]", "", nodes.unescape(text)))], []
        if key in ("guilabel", "menuselection"):
            shown = re.sub(r"&(&?)", r"\1", nodes.unescape(text).replace("-->", "\u2023"))
            return [nodes.strong("", shown)], []
        if key in PLAIN:
            return [nodes.Text(nodes.unescape(text))], []
        if key in OBJECT or (":" in key and key.removeprefix("std:") not in ("doc", "ref", "numref")):
            if not match:
                shown = re.sub(r"^~(?:.*[.:])?(?=[^.:]+$)", "", re.sub("^!", "", shown), flags=re.DOTALL)
            return [nodes.literal("", shown)], []
        if key == "download":
            return [nodes.reference("", "", nodes.literal("", shown), refuri=(match[2] if match else text))], []
        if key.removeprefix("std:") in ("ref", "numref"):
            target = nodes.unescape(match[2] if match else text)
            return [nodes.inline("", shown, place=nodes.fully_normalize_name(target), titled=bool(match))], []
        return [nodes.Text(shown)], []

    return role


def place_of(node):
    """What a reference to a place shows, as Sphinx does."""
    document = node.document
    place = document.ids.get(document.nameids.get(node["place"]) or "")
    shown = phrase(node)
    if place is None:
        return shown
    if not node["titled"]:
        for child in place.children:
            if isinstance(child, (nodes.title, nodes.caption)):
                shown = child.astext()
                break
    return "[%s](#)" % shown


def role_for(name, language, lineno, reporter):
    found, messages = own_role(name, language, lineno, reporter)
    if found is not None and name.lower() not in ("ref", "any", "doc", "index"):
        return found, messages
    return make_role(name.lower()), []


directives.directive = class_for
roles.role = role_for

SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "line_length_limit": sys.maxsize,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "sectsubtitle_xform": False,
    "syntax_highlight": "none",
    "smart_quotes": False,
    "strip_comments": True,
    "rfc_base_url": "https://datatracker.ietf.org/doc/html/",
}


def phrase(node):
    return "".join(phrase_of(child) for child in node.children)


MARKS = {"emphasis": "*%s*", "title_reference": "*%s*", "strong": "**%s**", "superscript": "^{%s}", "subscript": "_{%s}"}


def phrase_of(node):
    if isinstance(node, nodes.Text):
        return node.astext()
    name = node.tagname
    if name in MARKS:
        return MARKS[name] % phrase(node)
    if name in ("literal", "math"):
        return "`%s`" % node.astext()
    if name == "reference":
        if node.get("refuri"):
            return "[%s](%s)" % (phrase(node), "#" if node["refuri"].startswith("#") else node["refuri"])
        return "[%s](#)" % phrase(node) if node.get("refid") else phrase(node)
    if name in ("footnote_reference", "citation_reference"):
        return "[^%s]" % node.astext()
    if name == "target":
        return "{%s}" % phrase(node) if node.children else ""
    if name == "image":
        return "![%s](%s)" % (node.get("alt") or "", node["uri"])
    if name in ("raw", "system_message"):
        return ""
    if name == "inline" and node.get("place"):
        return place_of(node)
    return phrase(node)


PARAGRAPHS = {"paragraph": "p", "attribution": "attribution", "caption": "caption", "term": "dt", "field_name": "dt"}
HOLDERS = {
    "bullet_list": "ul",
    "list_item": "li",
    "definition_list": "dl",
    "definition": "dd",
    "field_list": "fields",
    "field_body": "dd",
    "option_list": "options",
    "description": "dd",
    "block_quote": "quote",
    "line_block": "verse",
    "row": "row",
}
SKIPPED = set("comment system_message pending substitution_definition target raw meta decoration docinfo colspec label".split())
ADMONITIONS = set("attention caution danger error hint important note tip warning".split())


METADATA = set("orphan tocdepth nocomments nosearch no-search".split())


def outline(node, depth, lines):
    for child in node.children:
        element(child, depth, lines)


def put(lines, kind, text):
    shown = re.sub(r"\s+", " ", text).strip()
    if shown:
        lines.append(kind + ": " + shown)


def element(node, depth, lines):
    name = node.tagname
    if name in SKIPPED or (name == "field" and phrase(node.children[0]).lower() in METADATA):
        return
    if name == "field_list" and all(phrase(field.children[0]).lower() in METADATA for field in node.children):
        return
    if name == "section":
        outline(node, depth + 1, lines)
    elif name == "title":
        kind = "h%d" % min(depth, 6) if node.parent.tagname == "section" else "caption"
        put(lines, kind, phrase(node))
    elif name in PARAGRAPHS:
        text = phrase(node)
        if name == "term":
            for more in node.parent.findall(nodes.classifier):
                text += " : *%s*" % phrase(more)
        put(lines, PARAGRAPHS[name], text)
    elif name == "classifier":
        return
    elif name == "enumerated_list":
        kind = node.get("enumtype", "arabic")
        lines.append("ol %s %s" % (node.get("start", 1), kind))
        outline(node, depth, lines)
    elif name in ("literal_block", "doctest_block", "math_block"):
        put(lines, "code", node.astext())
    elif name == "line":
        put(lines, "line", phrase(node))
    elif name == "line_block":
        if node.parent.tagname != "line_block":
            lines.append("verse")
        outline(node, depth, lines)
    elif name == "option_group":
        put(lines, "dt", ", ".join(option.rawsource for option in node.children))
    elif name in ("footnote", "citation"):
        lines.append("note " + node.children[0].astext() if node.children else "note")
        outline(node, depth, lines)
    elif name == "transition":
        lines.append("hr")
    elif name == "image" or (name == "reference" and node.parent.tagname != "paragraph"):
        put(lines, "p", phrase_of(node))
    elif name == "rubric":
        put(lines, "p", "**%s**" % phrase(node))
    elif name == "admonition" or name in ADMONITIONS or name in ("topic", "sidebar"):
        if "contents" not in node.get("classes", []):
            lines.append("admonition " + node.get("kind", name))
            outline(node, depth, lines)
    elif name == "table":
        for title in node.findall(nodes.title):
            element(title, depth, lines)
        heads = [row for head in node.findall(nodes.thead) if head.parent.parent is node for row in head.children]
        lines.append("table %d" % len(heads))
        for row in node.findall(nodes.row):
            if row.parent.parent.parent is node:
                element(row, depth, lines)
    elif name == "entry":
        lines.append("cell %d %d" % (node.get("morecols", 0) + 1, node.get("morerows", 0) + 1))
        outline(node, depth, lines)
    else:
        if name in HOLDERS:
            lines.append(HOLDERS[name])
        outline(node, depth, lines)


def read(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8", "replace").removeprefix("\ufeff")
    roles._roles.clear()
    answer = {"file": path, "outline": []}
    try:
        document = publish_doctree(text.replace("\r\n", "\n").replace("\r", "\n"), path, settings_overrides=SETTINGS)
        outline(document, 0, answer["outline"])
    except Exception as error:  # docutils is not proof against every input
        answer["error"] = repr(error)[:200]
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
