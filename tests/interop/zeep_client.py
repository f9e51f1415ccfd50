#!/usr/bin/python3
"""A supplier's system made of Python's zeep and our WSDLs alone: what another supplier would build, in any SOAP dialect.

Run as a program it is a target: opens a session at the centre, fetches the dossier from the first access point that gives it,
closes the session, and writes the dossier's bytes. Debian: python3-zeep 4.2. Prints one line of ids and result codes; exit
status 0 only when the dossier was received.

    zeep_client.py --center https://localhost:8443/ --cert c.pem --key k.pem --ca ca.pem \\
        --doel 02BB/1 --bron 01AA --zoeksleutel-file key.b64 --out dossier.xml [--dialect 17|18|21]
    zeep_client.py --write-requests DIR [--dialect ...]     the requests as zeep builds them, for the golden files
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
SUCCEEDED = "OverdrachtGeslaagd"


class Dialect:
    """How a dialect writes what all of them say."""

    def __init__(self, name, namespace):
        self.name, self.namespace = name, namespace
        self.is_marked = name == "21"
        self.partnership = "SWV" if self.is_marked else "PaO"

    def index(self, role, access_point):
        """bronBrin and bronAanleverpuntIndex, or doel...; of "01AA" alone the BRIN."""
        brin, _, index = access_point.partition("/")
        fields = {role + "Brin": brin}
        if index and self.is_marked:
            fields[role + "RouteringsKenmerk"] = self.mark(brin, index)
        elif index:
            fields[role + "AanleverpuntIndex"] = int(index)
        return fields

    @staticmethod
    def mark(brin, index):
        return "00000007000%s%05d" % (brin, int(index))

    def key(self, key):
        """Of bytes a zoeksleutel, of a text a koppelsleutel."""
        if isinstance(key, str):
            return {"koppelsleutel": key}
        return {"zoeksleutelPgnfrag": {"zoeksleutel": key, "pgnfrag": "0000"}} if self.is_marked else {"zoeksleutel": key}

    def index_alone(self, name, access_point):
        """brin, and `name` or routeringsKenmerk beside it."""
        brin, _, index = access_point.partition("/")
        return {"brin": brin, **({"routeringsKenmerk": self.mark(brin, index)} if self.is_marked else {name: int(index)})}

    def name_of(self, access_point):
        """ "01AA/1" of one in an answer."""
        index = int(access_point.routeringsKenmerk[-5:]) if self.is_marked else access_point.code
        return "%s/%d" % (access_point.brin, index)


DIALECTS = {dialect.name: dialect for dialect in (
    Dialect("17", "http://xml.eld.nl/schemas/Overstapservice/20160411"),
    Dialect("18", "http://xml.kennisnet.nl/schemas/Overstapservice/20180404"),
    Dialect("21", "http://xml.kennisnet.nl/schemas/Overstapservice/20200910"))}


class KeepingTransport(zeep.Transport):
    """Keeps the last answer as it came: zeep's own tree is not the dossier byte for byte."""

    def post(self, address, message, headers):
        response = super().post(address, message, headers)
        self.last_answer = response.content
        return response


class System:
    """A supplier's system at one access point of a school, with the supplier's certificate."""

    def __init__(self, center_url, cert, key, ca, access_point, dialect="17"):
        session = requests.Session()
        session.cert = (str(cert), str(key))
        session.verify = str(ca)
        session.trust_env = False  # REQUESTS_CA_BUNDLE would win over what was asked for
        self.transport = KeepingTransport(session=session, timeout=30, operation_timeout=30)
        self.access_point, self.dialect = access_point, DIALECTS[dialect]
        self.center = self._service("traffic-center", "TrafficCenterBinding", center_url)

    def _service(self, wsdl, binding, url):
        client = zeep.Client(str(WSDL / f"{wsdl}-{self.dialect.name}.wsdl"), transport=self.transport)
        return client.create_service("{%s}%s" % (self.dialect.namespace, binding), url)

    def _facts(self, source, key, kind):
        d = self.dialect
        return {**d.index("bron", source), **d.index("doel", self.access_point), **d.key(key), "overdrachtsoort": kind}

    # As target.
    def open_session(self, source, key, kind="overstapdossier"):
        """The answer: sessieId and aanleverpunt[], or resultaat. `source`: a BRIN, or an access point."""
        return self.center.overdracht(**self._facts(source, key, kind))

    def fetch(self, access_point, session_id, key, kind="overstapdossier", **more):
        """(resultaat, the dossier's bytes or None)"""
        source = self._service("bronsysteem", "BronsysteemBinding", access_point.url)
        answer = source.document(sessieId=session_id, **more,
                                 **self._facts(self.dialect.name_of(access_point), key, kind))
        if answer.dossier is None:
            return answer.resultaat, None
        return answer.resultaat, self.dossier_in(self.transport.last_answer)

    def close_session(self, access_point, session_id, key, result, kind="overstapdossier"):
        return self.center.afmelding(sessieId=session_id, resultaat=result,
                                     **self._facts(self.dialect.name_of(access_point), key, kind))

    def dossier_in(self, answer):
        """What stands between the tags of the message's dossier element, byte for byte."""
        tree = etree.fromstring(answer, etree.XMLParser(huge_tree=True))
        prefix = tree.find(".//{%s}dossier" % self.dialect.namespace).prefix
        name = (prefix + ":dossier" if prefix else "dossier").encode()
        begin = re.search(rb"<" + re.escape(name) + rb"[^>]*>", answer).end()
        return answer[begin:answer.rindex(b"</" + name)].strip()

    # As source.
    def check_session(self, target, session_id, key, kind="overstapdossier"):
        d = self.dialect
        return self.center.sessiecontrole(**d.index("bron", self.access_point), **d.index("doel", target), **d.key(key),
                                          overdrachtsoort=kind, sessieId=session_id)

    def may_notify(self, target, purpose="OV", session_id=None):
        d = self.dialect
        more = {} if session_id is None else {"sessieId": session_id}
        return self.center.meldenNotificatie(**d.index("bron", self.access_point), **d.index("doel", target), **more,
                                             doel=d.partnership if purpose == "PaO" else purpose)

    # As a partnership.
    def may_give_feedback(self, source, link_key):
        d = self.dialect
        return self.center.meldenTerugkoppeling(**d.index("bron", source), **d.index("doel", self.access_point),
                                                koppelsleutel=link_key)

    # As anyone.
    def register(self, access_point, registration_key, url):
        return self.center.aanleverpuntRegistratie(**self.dialect.index_alone("index", access_point),
                                                   registratiesleutel=registration_key, url=url,
                                                   dialect=["soap-" + self.dialect.name])

    def list_access_points(self, brin=None):
        found = self.center.overzichtAanleverpunt(**({} if brin is None else {"brin": brin}))
        return [self.dialect.name_of(one) for one in found or []]


def write_requests(folder, dialect):
    key = bytes((i * 7 + 3) % 256 for i in range(128))
    session_id = "42a12e8a-f721-4b26-b2d9-586e2b2123ec"
    facts = {**dialect.index("bron", "01AA/1"), **dialect.index("doel", "02BB/102"), **dialect.key(key),
             "overdrachtsoort": "overstapdossier"}
    in_session = {**facts, "sessieId": session_id}
    messages = {
        "traffic-center": {
            "overdracht": facts, "sessiecontrole": in_session, "afmelding": {**in_session, "resultaat": SUCCEEDED},
            "overzichtAanleverpunt": {"brin": "01AA", "doel": "OV"}, "ping": {}},
        "bronsysteem": {
            "document": {**in_session, "aanvraagdatum": "2017-04-06T13:34:30+02:00", "dossierVersie": "2019.1"}},
    }
    for wsdl, operations in messages.items():
        client = zeep.Client(str(WSDL / f"{wsdl}-{dialect.name}.wsdl"))
        for operation, values in operations.items():
            envelope = client.create_message(client.service, operation, **values)
            (folder / (operation + "Request.xml")).write_bytes(etree.tostring(envelope, pretty_print=True))


def run(args):
    key = base64.b64decode(pathlib.Path(args.zoeksleutel_file).read_text())
    system = System(args.center, args.cert, args.key, args.ca, args.doel, args.dialect)
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
    parser.add_argument("--dialect", choices=sorted(DIALECTS), default="17")
    parser.add_argument("--out", default="dossier.xml")
    args = parser.parse_args()
    if args.write_requests:
        args.write_requests.mkdir(parents=True, exist_ok=True)
        write_requests(args.write_requests, DIALECTS[args.dialect])
        return 0
    missing = [n for n in ("center", "cert", "key", "ca", "doel", "bron", "zoeksleutel_file") if not getattr(args, n)]
    if missing:
        parser.error("missing: " + ", ".join(missing))
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
