"""An independent reading of the published rules: evaluates the formal conditions of rules_VERSION.json, which are proved
equal to the official stylesheets, one by one and slowly. What `oso validate --rules official` finds must be this."""
import datetime
import json
import re
from xml.parsers import expat

from published import FILES

NAMESPACE = re.compile(r"http://www\.edustandaard\.nl/oso_gegevensset/(\d{4})/dossier")
EMAIL = re.compile(r"[A-Za-z0-9!#$%*+=?^_`{|}~.-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
                   r"(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+\Z")


class Node:
    def __init__(self, parent, name):
        self.parent, self.name, self.children, self.texts = parent, name, [], []

    def value(self):
        return "".join(self.texts) + "".join(child.value() for child in self.children)

    def find(self, steps):
        if not steps:
            return [self]
        return [found for child in self.children if child.name == steps[0] for found in child.find(steps[1:])]

    def path(self):
        if self.parent.parent is None:
            return f"/{self.name}[1]"
        same = [node for node in self.parent.children if node.name == self.name]
        return f"{self.parent.path()}/{self.name}[{same.index(self) + 1}]"


def read(text):
    """The document node and its version's year; None where it is not a dossier."""
    top = Node(None, "")
    state = {"node": top, "fresh": True, "uri": None}
    parser = expat.ParserCreate(namespace_separator="\x1f")
    parser.buffer_text = True

    def start(name, _):
        uri, _, local = name.rpartition("\x1f")
        state["uri"] = state["uri"] or uri
        node = Node(state["node"], local)
        state["node"].children.append(node)
        state["node"], state["fresh"] = node, True

    def end(_):
        state["node"], state["fresh"] = state["node"].parent, True

    def text_node(data):
        texts = state["node"].texts
        if state["fresh"] or not texts:
            texts.append(data)
        else:
            texts[-1] += data
        state["fresh"] = False

    def parted(*_):
        state["fresh"] = True

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text_node
    parser.CommentHandler = parser.ProcessingInstructionHandler = parted
    parser.Parse(text, True)
    year = NAMESPACE.fullmatch(state["uri"] or "")
    return (top, year[1]) if year else (None, None)


def is_true(node):
    return node.value().strip(" \t\r\n") in ("true", "1")


class Oracle:
    def __init__(self, folder):
        self.rules = {year: json.loads((folder / f"rules_{name}.json").read_text())["rules"]
                      for year, name in FILES.items()}

    def judge(self, text):
        """A sorted list of (check, path)."""
        top, year = read(text)
        everything = []

        def walk(node, names):
            for child in node.children:
                everything.append((names + (child.name,), child))
                walk(child, names + (child.name,))
        walk(top, ())
        self.document = Document(top, everything)
        sheet = self.document.sheet(year)
        found = []
        for rule in self.rules[year]:
            if rule["reachable"].startswith("never") or sheet not in rule["stylesheet"]:
                continue
            if not self.document.guarded(rule["guard"]):
                continue
            if rule["context"] == "/":
                if all(self.document.holds(top, condition) for condition in rule["condition_formal"]):
                    found.append((rule["check"], "/[1]"))
                continue
            for node in self.document.tail(rule["context"]):
                if all(self.document.holds(node, condition) for condition in rule["condition_formal"]):
                    found.append((rule["check"], node.path()))
        return sorted(found)


class Document:
    def __init__(self, top, everything):
        self.top, self.everything = top, everything

    def tail(self, path):
        steps = tuple(path.split("/"))
        return [node for names, node in self.everything if names[-len(steps):] == steps]

    def has(self, path, codes):
        return any(node.value() in codes for node in self.tail(path))

    def sheet(self, year):
        if year == "2016":
            return "OSO"
        kind = [node.value() for node in self.tail("overdrachtsoort")]
        if kind and kind[0] in ("overstapdossier", "overdrachtbinnenbrin", "swv-dossier"):
            return "PaO" if kind[0] == "swv-dossier" else "OV"
        return "PaO" if self.has("metadata/overstap", ("POSWV", "VOSWV")) else "OV"

    def guarded(self, guard):
        for key, values in guard.items():
            path = {"overdrachtsoort": "overdrachtsoort", "overstap": "metadata/overstap",
                    "overstap_not": "metadata/overstap", "schoolsoort_not": "huidigeschool/soort"}[key]
            if self.has(path, values) == key.endswith("_not"):
                return False
        return True

    def holds(self, node, condition):
        word, *rest = condition
        at = (lambda path: node.find(path.split("/")))
        if word == "absent":
            return not at(rest[0])
        if word == "present":
            return bool(at(rest[0]))
        if word == "any_present":
            return any(at(path) for path in rest[0])
        if word == "true":
            return any(is_true(found) for found in at(rest[0]))
        if word == "untrue":
            return not any(is_true(found) for found in at(rest[0]))
        if word == "untrue_doc":
            return not any(is_true(found) for found in self.tail(rest[0]))
        if word == "value_not_in":
            return not any(text in rest[0] for text in node.texts)
        if word == "none_in":
            return not any(text in rest[1] for found in self.tail(rest[0]) for text in found.texts)
        if word == "eq":
            return any(found.value() == rest[1] for found in at(rest[0]))
        if word == "neq":
            return not any(found.value() == rest[1] for found in at(rest[0]))
        value = at(rest[0])[0].value() if rest and isinstance(rest[0], str) and at(rest[0]) else ""
        if word == "str_neq":
            return value != rest[1]
        if word == "len_lt":
            return len(value) < rest[1]
        if word == "len_gt":
            return len(value) > rest[1]
        if word == "not_contains":
            return rest[1] not in value
        if word == "not_email":
            return not EMAIL.search(value)
        if word == "no_0731":
            return not re.search(r"[0-9]{4}-07-31", node.value())
        if word == "cat":
            return self.has(f"dossier/metadata/categorie_uitlevering/cat_{rest[0]}", (rest[1],))
        if word == "present_doc":
            return bool(self.tail(rest[0]))
        if word == "none_present":
            return not any(self.tail(path) for path in rest[0])
        if word in ("deeldossier_in", "deeldossier_not_in"):
            return self.has("metadata/deeldossier", rest[0]) == (word == "deeldossier_in")
        if word == "doc_not_in":
            return not self.has("overdrachtsoort", rest[0])
        if word == "overstap_not_in":
            return not self.has("metadata/overstap", rest[0])
        if word == "test_too_old":
            return self.too_old(node)
        raise ValueError(word)

    def too_old(self, node):
        compiled = self.tail("metadata/datum")[0].value()
        taken = node.find(["afname", "afnamedatum"])[0].value()
        if taken.startswith("-"):
            return True
        day = datetime.date.fromisoformat(compiled[:10])
        limit = datetime.date(day.year - (3 if (day.month, day.day) < (8, 1) else 2), 8, 1)
        return len(taken.split("-")[0]) == 4 and datetime.date.fromisoformat(taken[:10]) < limit
