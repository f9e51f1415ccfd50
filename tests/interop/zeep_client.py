#!/usr/bin/python3
"""A target system made of Python's zeep and our WSDLs alone: what another supplier would build.

Opens a session at the centre, fetches the dossier from the first access point that gives it, closes the session, and
writes the dossier's bytes. Debian: python3-zeep 4.2. Prints one line of ids and result codes; exit status 0 only when the
dossier was received.

    zeep_client.py --center https://localhost:8443/ --cert c.pem --key k.pem --ca ca.pem \\
        --doel 02BB/1 --bron 01AA --zoeksleutel-file key.b64 --out dossier.xml
    zeep_client.py --write-requests DIR      the requests as zeep builds them, for the golden files
"""
import argparse
import base64
import pathlib
import re
import sys

import requests
import zeep
from lxml import etree

WSDL = pathlib.Path(__file__).resolve().parents[2] / "api" / "wsdl"
NAMESPACE = "http://xml.eld.nl/schemas/Overstapservice/20160411"
SUCCEEDED = "OverdrachtGeslaagd"


class KeepingTransport(zeep.Transport):
    """Keeps the last answer as it came: zeep's own tree is not the dossier byte for byte."""

    def post(self, address, message, headers):
        response = super().post(address, message, headers)
        self.last_answer = response.content
        return response


class TargetSystem:
    """One system of one school, with the certificate of its supplier."""

    def __init__(self, center_url, cert, key, ca, target):
        session = requests.Session()
        session.cert = (cert, key)
        session.verify = ca
        session.trust_env = False  # REQUESTS_CA_BUNDLE would win over what was asked for
        self.transport = KeepingTransport(session=session, timeout=30, operation_timeout=30)
        self.target_brin, self.target_index = target.split("/")
        self.center = self._service("traffic-center-17.wsdl", "TrafficCenterBinding", center_url)

    def _service(self, wsdl, binding, url):
        client = zeep.Client(str(WSDL / wsdl), transport=self.transport)
        return client.create_service("{%s}%s" % (NAMESPACE, binding), url)

    def _facts(self, source_brin, key, kind):
        return {"bronBrin": source_brin, "doelBrin": self.target_brin, "doelAanleverpuntIndex": self.target_index,
                "zoeksleutel": key, "overdrachtsoort": kind}

    def open_session(self, source_brin, key, kind="overstapdossier", source_index=None):
        """The answer: sessieId and aanleverpunt[], or resultaat."""
        facts = self._facts(source_brin, key, kind)
        if source_index is not None:
            facts["bronAanleverpuntIndex"] = source_index
        return self.center.overdracht(**facts)

    def fetch(self, access_point, session_id, key, kind="overstapdossier", **more):
        """(resultaat, the dossier's bytes or None)"""
        source = self._service("bronsysteem-17.wsdl", "BronsysteemBinding", access_point.url)
        answer = source.document(bronAanleverpuntIndex=access_point.code, sessieId=session_id, **more,
                                 **self._facts(access_point.brin, key, kind))
        if answer.dossier is None:
            return answer.resultaat, None
        return answer.resultaat, dossier_in(self.transport.last_answer)

    def close_session(self, access_point, session_id, key, result, kind="overstapdossier"):
        answer = self.center.afmelding(bronAanleverpuntIndex=access_point.code, sessieId=session_id, resultaat=result,
                                       **self._facts(access_point.brin, key, kind))
        return answer.resultaat if hasattr(answer, "resultaat") else answer


def dossier_in(answer):
    """What stands between the tags of the message's dossier element, byte for byte."""
    prefix = etree.fromstring(answer, etree.XMLParser(huge_tree=True)).find(".//{%s}dossier" % NAMESPACE).prefix
    name = (prefix + ":dossier" if prefix else "dossier").encode()
    begin = re.search(rb"<" + re.escape(name) + rb"[^>]*>", answer).end()
    return answer[begin:answer.rindex(b"</" + name)].strip()


def write_requests(folder):
    key = bytes((i * 7 + 3) % 256 for i in range(128))
    session_id = "42a12e8a-f721-4b26-b2d9-586e2b2123ec"
    facts = {"bronBrin": "01AA", "bronAanleverpuntIndex": 1, "doelBrin": "02BB", "doelAanleverpuntIndex": 102,
             "zoeksleutel": key, "overdrachtsoort": "overstapdossier"}
    in_session = {**facts, "sessieId": session_id}
    messages = {
        "traffic-center-17.wsdl": {
            "overdracht": facts, "sessiecontrole": in_session, "afmelding": {**in_session, "resultaat": SUCCEEDED},
            "overzichtAanleverpunt": {"brin": "01AA", "doel": "OV"}, "ping": {}},
        "bronsysteem-17.wsdl": {
            "document": {**in_session, "aanvraagdatum": "2017-04-06T13:34:30+02:00", "dossierVersie": "2019.1"}},
    }
    for wsdl, operations in messages.items():
        client = zeep.Client(str(WSDL / wsdl))
        for operation, values in operations.items():
            envelope = client.create_message(client.service, operation, **values)
            (folder / (operation + "Request.xml")).write_bytes(etree.tostring(envelope, pretty_print=True))


def run(args):
    key = base64.b64decode(pathlib.Path(args.zoeksleutel_file).read_text())
    system = TargetSystem(args.center, args.cert, args.key, args.ca, args.doel)
    opened = system.open_session(args.bron, key, args.soort)
    if opened.sessieId is None:
        print("overdracht", opened.resultaat)
        return 1
    for access_point in opened.aanleverpunt:
        result, dossier = system.fetch(access_point, opened.sessieId, key, args.soort)
        if dossier is not None:
            break
    closed = system.close_session(access_point, opened.sessieId, key, result, args.soort)
    print("sessie", opened.sessieId, "document", result, "afmelding", closed)
    if dossier is None:
        return 1
    pathlib.Path(args.out).write_bytes(dossier)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write-requests", type=pathlib.Path)
    for name in ("--center", "--cert", "--key", "--ca", "--doel", "--bron", "--zoeksleutel-file"):
        parser.add_argument(name)
    parser.add_argument("--soort", default="overstapdossier")
    parser.add_argument("--out", default="dossier.xml")
    args = parser.parse_args()
    if args.write_requests:
        args.write_requests.mkdir(parents=True, exist_ok=True)
        write_requests(args.write_requests)
        return 0
    missing = [n for n in ("center", "cert", "key", "ca", "doel", "bron", "zoeksleutel_file") if not getattr(args, n)]
    if missing:
        parser.error("missing: " + ", ".join(missing))
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
