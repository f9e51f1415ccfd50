#!/usr/bin/env python3
"""Every check of the published rules is one of ours, in its version and with its ids, or a divergence that is written
down:   check_rules.py REFERENCE"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from published import FILES, PROJECT, version_of


def main():
    told = (PROJECT / "docs/divergences.md").read_text()
    out = subprocess.run([os.environ["OSO_BIN"] + "/oso", "rules", "--format", "json"], capture_output=True, check=True)
    ours = {(version, rule["check"]): rule for rule in json.loads(out.stdout) for version in rule["versions"]}
    lacking = 0
    for year, name in FILES.items():
        version = version_of(year)
        for rule in json.loads((Path(sys.argv[1]) / f"json/rules_{name}.json").read_text())["rules"]:
            known = ours.get((version, rule["check"]))
            if re.search(rf"`{re.escape(rule['check'])}`[^|]*\| [^|]*\b(all|{version})\b", told):
                continue
            if known is None:
                print(f"{version}: {rule['check']} is neither implemented nor told in docs/divergences.md")
                lacking += 1
            elif (version in known["deadIn"]) != (rule["reachable"] != "yes"):
                print(f"{version}: {rule['check']} is reachable or not, and we say otherwise")
                lacking += 1
            elif not set(rule["rule_ids"]) <= set(known["ruleIds"]):
                print(f"{version}: {rule['check']} has the ids {rule['rule_ids']}, and we say {known['ruleIds']}")
                lacking += 1
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
