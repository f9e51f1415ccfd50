"""Holds the routes of the program to the description, both ways, and the description to itself.
Usage: check.py REPOSITORY [FILE]; FILE has the routes as the program prints them, "GET /v1/ping pingCenter" a line ("-":
standard input); without it they are read from the table in the source."""
import pathlib
import re
import sys

import yaml

METHODS = ("get", "put", "post", "delete")


def described(document):
    base = document["servers"][0]["url"]
    return {(method.upper(), base + path, operation["operationId"])
            for path, item in document["paths"].items() for method, operation in item.items() if method in METHODS}


def printed(lines):
    routes = set()
    for line in lines:
        method, path, operation = line.split()
        routes.add((method, path.replace("+}", "}"), operation))
    return routes


def from_table(text):
    """The rows of kCenterRoutes, with what the description must say of each."""
    rows = {}
    for row in re.findall(r"\{(\.method.*?)\},?\s*(?=\{\.method|//|\}\))", text, re.S):
        fields = dict(re.findall(r'\.(\w+) = (?:"([^"]*)")', row))
        fields["body"] = "Body::kJson" in row
        fields["public"] = ".is_public = true" in row
        rows[fields["operation"]] = fields
    return rows


def resolve(document, node):
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def check_operation(document, path, operation, row):
    faults = []
    parameters = [resolve(document, one) for one in operation.get("parameters", [])]
    query = {one["name"] for one in parameters if one["in"] == "query"}
    if query != set(row.get("query", "").split()):
        faults.append(f"query parameters {sorted(query)}, in the program {row.get('query', '')!r}")
    in_path = {one["name"] for one in parameters if one["in"] == "path"}
    if in_path != set(re.findall(r"\{(\w+)\}", path)):
        faults.append(f"path parameters {sorted(in_path)}")
    if ("requestBody" in operation) != row["body"]:
        faults.append("a body in one, none in the other")
    if (operation["security"] == []) != row["public"]:
        faults.append("public in one, not in the other")
    return [f"{operation['operationId']}: {fault}" for fault in faults]


def main():
    repository = pathlib.Path(sys.argv[1])
    document = yaml.safe_load((repository / "api/center.openapi.yaml").read_text())
    rows = from_table((repository / "src/wire/rest/center_routes.h").read_text())
    if len(sys.argv) > 2:
        lines = sys.stdin if sys.argv[2] == "-" else pathlib.Path(sys.argv[2]).read_text().splitlines()
        routes = printed(lines)
    else:
        routes = {(row["method"], row["path"].replace("+}", "}"), name) for name, row in rows.items()}
    wanted = described(document)
    faults = [f"only in the description: {' '.join(route)}" for route in sorted(wanted - routes)]
    faults += [f"only in the program: {' '.join(route)}" for route in sorted(routes - wanted)]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS and operation["operationId"] in rows:
                faults += check_operation(document, path, operation, rows[operation["operationId"]])
    print("\n".join(faults) or f"{len(wanted)} routes, described and there")
    return 1 if faults else 0


sys.exit(main())
