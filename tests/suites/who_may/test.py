"""Who may call at all: no certificate, a foreign authority, an expired or a revoked certificate, and the access point of
another supplier are each refused with an error of their own, and each leaves its audit event."""
import pathlib
import ssl
import sys
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import BIN, NORTH, Network, Story  # noqa: E402

OVERDRACHT = """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:oso="http://xml.eld.nl/schemas/Overstapservice/20160411"><soapenv:Header/><soapenv:Body><oso:overdrachtRequest>
<oso:bronBrin>01AA</oso:bronBrin><oso:doelBrin>02BB</oso:doelBrin><oso:doelAanleverpuntIndex>2</oso:doelAanleverpuntIndex>
<oso:zoeksleutel>QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=</oso:zoeksleutel>
<oso:overdrachtsoort>overstapdossier</oso:overdrachtsoort></oso:overdrachtRequest></soapenv:Body></soapenv:Envelope>"""


class WhoMay(Story):
    def post(self, certificate=None, pki=None, body=OVERDRACHT, url=None):
        context = ssl.create_default_context(cafile=self.network.pki / "ca.pem")
        if certificate:
            pki = pki or self.network.pki
            context.load_cert_chain(pki / f"{certificate}.pem", pki / f"{certificate}.key")
        request = urllib.request.Request(url or self.center.url, body.encode(),
                                         {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        try:
            with urllib.request.urlopen(request, context=context, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def assert_refused_by_tls(self, alert, reason, certificate=None, pki=None):
        before = len(self.events(self.center, "connection-refused"))
        with self.assertRaises((urllib.error.URLError, ssl.SSLError, ConnectionError)) as refused:
            self.post(certificate, pki)
        self.assertIn(alert, str(refused.exception).lower().replace("_", " "))
        deadline = time.monotonic() + 5
        while len(events := self.events(self.center, "connection-refused")) == before:
            self.assertLess(time.monotonic(), deadline, "no audit event")
            time.sleep(0.05)
        self.assertEqual(events[-1]["fields"]["reason"], reason)
        self.assertEqual(bool(events[-1]["fields"]["certificate"]), certificate is not None)

    def test_a_supplier_of_the_register_is_served(self):
        status, answer = self.post("south")
        self.assertEqual(status, 200, answer)
        self.assertIn("sessieId", answer)

    def test_no_certificate(self):
        self.assert_refused_by_tls("certificate required", "no-certificate")

    def test_a_foreign_authority(self):
        foreign = Network(self.folder / "foreign", BIN)
        foreign.issue("stranger", NORTH)
        self.assert_refused_by_tls("unknown ca", "unknown-authority", "stranger", foreign.pki)

    def test_an_expired_certificate(self):
        self.network.issue("late", NORTH, "--expired")
        self.assert_refused_by_tls("certificate expired", "certificate-expired", "late")

    def test_a_revoked_certificate(self):
        self.network.issue("withdrawn", NORTH)
        self.assertEqual(self.post("withdrawn")[0], 200)
        self.network.oso("pki", "revoke", "--dir", self.network.pki, "withdrawn")
        self.center.stop()
        self.center.start()
        self.assert_refused_by_tls("certificate revoked", "certificate-revoked", "withdrawn")

    def test_a_system_that_is_no_supplier(self):
        self.network.issue("nobody", "00000099000000000077")
        status, answer = self.post("nobody")
        self.assertEqual(status, 500)
        self.assertIn("<oso:code>forbidden</oso:code>", answer)
        refused = self.events(self.center, "call-refused")[-1]
        self.assertEqual(refused["actor"], "oin:00000099000000000077")

    def test_the_access_point_of_another_supplier(self):
        status, answer = self.post("north")
        self.assertEqual(status, 200)
        self.assertIn("ClientCertificaatOnjuist", answer)
        refused = self.events(self.center, "session-refused")[-1]
        self.assertEqual(refused["fields"]["result"], "ClientCertificaatOnjuist")
        self.assertEqual(refused["actor"], f"oin:{NORTH}")

    def test_a_source_gives_nothing_to_a_system_that_is_not_the_target(self):
        """A third supplier got hold of a session and its key: the session is valid, but it is not the target who asks."""
        self.network.issue("other", "00000099000000000003")
        self.center.run("supplier", "add", "00000099000000000003", "Leverancier Oost")
        session = self.post("south")[1].split("sessieId>")[1].split("<")[0]
        document = (OVERDRACHT.replace("overdrachtRequest", "documentRequest")
                    .replace("</oso:bronBrin>", "</oso:bronBrin><oso:bronAanleverpuntIndex>1</oso:bronAanleverpuntIndex>")
                    .replace("</oso:overdrachtsoort>", f"</oso:overdrachtsoort><oso:sessieId>{session}</oso:sessieId>"))
        status, answer = self.post("other", body=document, url=self.north.url)
        self.assertEqual(status, 500)
        self.assertIn("<oso:code>forbidden</oso:code>", answer)
        refused = self.events(self.north, "call-refused")[-1]
        self.assertEqual((refused["actor"], refused["fields"]["reason"]), ("oin:00000099000000000003", "forbidden"))
        # The target itself gets its answer in the same session.
        status, answer = self.post("south", body=document, url=self.north.url)
        self.assertIn("LeerlinginfoNietBeschikbaar", answer)


if __name__ == "__main__":
    unittest.main(verbosity=2)
