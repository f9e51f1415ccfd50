"""Makes an XSLT 2.0 stylesheet of the published rules, as their validators are written: a template for each context, an
xsl:if for each check. The yardstick for speed; what it finds is held against ours by check.py."""
import json
from xml.sax.saxutils import quoteattr

EMAIL = (r"[A-Za-z0-9!#$%*+=?\^_`{|}~.\-]+@[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?"
         r"(\.[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?)+$")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  exclude-result-prefixes="xs" xpath-default-namespace={namespace}>
<xsl:output method="xml" omit-xml-declaration="yes"/>
<xsl:variable name="overdrachtsoort" select="/dossier/overdrachtsoort"/>
<xsl:variable name="overstap" select="/dossier/metadata/overstap"/>
<xsl:variable name="deeldossier" select="/dossier/metadata/deeldossier"/>
<xsl:variable name="schoolsoort" select="/dossier/huidigeschool/soort"/>
<xsl:variable name="categorie" select="/dossier/metadata/categorie_uitlevering"/>
<xsl:template name="melding">
  <xsl:param name="regel"/><xsl:param name="tekst"/>
  <melding regel="{{$regel}}"><tekst><xsl:value-of select="$tekst"/></tekst><locatie><xsl:value-of select="if (self::*) then
    string-join(for $n in ancestor-or-self::* return concat('/', local-name($n), '[',
      1 + count($n/preceding-sibling::*[local-name() = local-name($n)]), ']'), '') else '/[1]'"/></locatie></melding>
</xsl:template>
<xsl:template match="text()"/>
"""


def quoted(value):
    return "'" + str(value).replace("'", "''") + "'"


def listed(values):
    return "(" + ", ".join(map(quoted, values)) + ")"


def anywhere(path):
    return ("/" if path.startswith("dossier/") else "//") + path


def guarded(guard):
    for key, values in guard.items():
        name = {"overstap_not": "overstap", "schoolsoort_not": "schoolsoort"}.get(key, key)
        test = f"${name} = {listed(values)}"
        yield f"not({test})" if key.endswith("_not") else test


def tested(condition):
    word, *rest = condition
    path = rest[0] if rest else ""
    return {
        "absent": lambda: f"not({path})",
        "present": lambda: f"exists({path})",
        "any_present": lambda: f"exists({' | '.join(path)})",
        "true": lambda: f"exists({path}[xs:boolean(.)])",
        "untrue": lambda: f"not({path}[xs:boolean(.)])",
        "untrue_doc": lambda: f"not({anywhere(path)}[xs:boolean(.)])",
        "value_not_in": lambda: f"not(text() = {listed(path)})",
        "none_in": lambda: f"not({anywhere(path)}/text() = {listed(rest[1])})",
        "eq": lambda: f"{path} = {quoted(rest[1])}",
        "neq": lambda: f"not({path} = {quoted(rest[1])})",
        "str_neq": lambda: f"string({path}[1]) != {quoted(rest[1])}",
        "len_lt": lambda: f"string-length({path}[1]) &lt; {rest[1]}",
        "len_gt": lambda: f"string-length({path}[1]) > {rest[1]}",
        "not_contains": lambda: f"not(contains({path}[1], {quoted(rest[1])}))",
        "not_email": lambda: f"not(matches({path}[1], {quoted(EMAIL)}))",
        "no_0731": lambda: "not(matches(., '[0-9]{4}-07-31'))",
        "cat": lambda: f"$categorie/cat_{path} = {quoted(rest[1])}",
        "present_doc": lambda: f"exists({anywhere(path)})",
        "none_present": lambda: f"not({' | '.join(map(anywhere, path))})",
        "deeldossier_in": lambda: f"$deeldossier = {listed(path)}",
        "deeldossier_not_in": lambda: f"not($deeldossier = {listed(path)})",
        "doc_not_in": lambda: f"not($overdrachtsoort = {listed(path)})",
        "overstap_not_in": lambda: f"not($overstap = {listed(path)})",
    }[word]()


def check(rule):
    test = " and ".join([*guarded(rule["guard"]), *map(tested, rule["condition_formal"])])
    return (f'<xsl:if test={quoteattr(test).replace("&amp;lt;", "&lt;")}><xsl:call-template name="melding">'
            f'<xsl:with-param name="regel" select="{quoted(rule["check"])}"/>'
            f'<xsl:with-param name="tekst">{rule["melding_nl"].replace("&", "&amp;").replace("<", "&lt;")}</xsl:with-param>'
            "</xsl:call-template></xsl:if>\n")


def stylesheet(rules_file, sheet):
    """`sheet` is OV or PaO."""
    facts = json.loads(rules_file.read_text())
    contexts = {"/": []}
    for rule in facts["rules"]:
        if sheet in rule["stylesheet"] and not rule["reachable"].startswith("never"):
            contexts.setdefault(rule["context"], []).append(rule)
    text = HEAD.format(namespace=quoteattr(facts["namespace"]))
    text += ('<xsl:template match="/"><meldingen>\n' + "".join(map(check, contexts.pop("/")))
             + "<xsl:apply-templates/></meldingen></xsl:template>\n")
    for priority, (context, rules) in enumerate(contexts.items(), 1):
        text += (f'<xsl:template match="{context}" priority="{priority}">\n' + "".join(map(check, rules))
                 + "<xsl:next-match/></xsl:template>\n")
    return text + "</xsl:stylesheet>\n"
