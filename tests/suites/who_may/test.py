"""Who may call at all: no certificate, a foreign authority, an expired or a revoked certificate, and the access point of
another supplier are each refused with an error of their own, and each leaves its audit event."""
import http.client
import http.server
import pathlib
import signal
import socket
import ssl
import sys
import threading
import time
import unittest
import unittest.mock
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import BIN, NORTH, Network, Story  # noqa: E402

OVERDRACHT = """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:oso="http://xml.eld.nl/schemas/Overstapservice/20160411"><soapenv:Header/><soapenv:Body><oso:overdrachtRequest>
<oso:bronBrin>01AA</oso:bronBrin><oso:doelBrin>02BB</oso:doelBrin><oso:doelAanleverpuntIndex>2</oso:doelAanleverpuntIndex>
<oso:zoeksleutel>QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=</oso:zoeksleutel>
<oso:overdrachtsoort>overstapdossier</oso:overdrachtsoort></oso:overdrachtRequest></soapenv:Body></soapenv:Envelope>"""


class Caller(Story):
    """A client of our own, with any certificate, and what operators see."""

    def context(self, certificate=None, pki=None):
        context = ssl.create_default_context(cafile=self.network.pki / "ca.pem")
        if certificate:
            pki = pki or self.network.pki
            context.load_cert_chain(pki / f"{certificate}.pem", pki / f"{certificate}.key")
        return context

    def post(self, certificate=None, pki=None, body=OVERDRACHT, url=None):
        context = self.context(certificate, pki)
        request = urllib.request.Request(url or self.center.url, body.encode(),
                                         {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        try:
            with urllib.request.urlopen(request, context=context, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def refused_by_tls(self, certificate):
        try:
            self.post(certificate)
            return False
        except OSError:
            return True

    def wait_for(self, condition, seconds=20):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, "it does not come true")
            time.sleep(0.05)

    def metric(self, name):
        """0 for a counter that has not counted yet."""
        text = urllib.request.urlopen(self.center.admin_url("/metrics"), timeout=5).read().decode()
        found = [line.rsplit(" ", 1)[1] for line in text.splitlines() if line.startswith(name + " ")]
        return float(found[0]) if found else 0.0

    def served(self):
        """The certificate that a new connection gets (DER)."""
        with socket.create_connection(("127.0.0.1", self.center.port), timeout=10) as plain:
            with self.context("south").wrap_socket(plain, server_hostname="127.0.0.1") as secure:
                return secure.getpeercert(binary_form=True)

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


class WhoMay(Caller):
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
        self.center.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: self.refused_by_tls("withdrawn"))
        self.assert_refused_by_tls("certificate revoked", "certificate-revoked", "withdrawn")

    def test_a_list_takes_effect_without_restart_also_on_an_open_connection(self):
        self.network.issue("leaver", NORTH)
        context = self.context("leaver")
        connection = http.client.HTTPSConnection("127.0.0.1", self.center.port, context=context, timeout=10)
        self.addCleanup(connection.close)

        def ask():
            connection.request("POST", "/overstapservice", OVERDRACHT.encode(),
                               {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
            sock = connection.sock
            answer = connection.getresponse()
            return answer, answer.read().decode(), sock

        self.assertEqual(ask()[0].status, 200)
        first = connection.sock
        self.assertEqual(ask()[0].status, 200)
        replaced = self.metric('oso_tls_reload_total{result="replaced"}')
        self.network.oso("pki", "revoke", "--dir", self.network.pki, "leaver")
        self.wait_for(lambda: self.metric('oso_tls_reload_total{result="replaced"}') > replaced)
        answer, text, sock = ask()
        self.assertIs(sock, first)  # no new connection was made
        self.assertEqual(answer.status, 500)
        self.assertIn("<oso:code>unauthenticated</oso:code>", text)
        self.assertEqual(answer.headers["Connection"], "close")
        self.assert_refused_by_tls("certificate revoked", "certificate-revoked", "leaver")

    def test_a_certificate_is_renewed_without_restart_and_bad_material_changes_nothing(self):
        pki = self.network.pki
        files = [pki / "center.pem", pki / "center.key", pki / "crl.pem"]
        before = [file.read_bytes() for file in files]
        old = self.served()

        def put(file, content):
            beside = file.with_suffix(".new")
            beside.write_bytes(content)
            beside.chmod(0o600)
            beside.rename(file)

        def is_refused(file, content):
            refused = self.metric('oso_tls_reload_total{result="refused"}')
            put(file, content)
            self.wait_for(lambda: self.metric('oso_tls_reload_total{result="refused"}') > refused)
            self.assertEqual(self.served(), old)
            self.assertEqual(self.post("south")[0], 200)

        self.network.issue("center-next", "00000099000000000000")
        foreign = Network(self.folder / "foreign-lists", BIN)
        certificate, key = (pki / "center-next.pem").read_bytes(), (pki / "center-next.key").read_bytes()
        is_refused(files[2], before[2][:len(before[2]) // 2])  # half-written
        is_refused(files[2], b"")
        is_refused(files[2], (foreign.pki / "crl.pem").read_bytes())
        put(files[2], before[2])
        is_refused(files[0], certificate)  # its key is not there yet
        put(files[1], key)
        self.wait_for(lambda: self.served() != old)
        self.assertEqual(self.served(), ssl.PEM_cert_to_DER_cert(certificate.decode()))
        self.assertEqual(self.post("south")[0], 200)
        self.assertEqual(self.south.run("ping", check=False).returncode, 0)
        self.assertGreater(self.metric("oso_certificate_not_after_seconds"), time.time())
        self.assertGreater(self.metric("oso_revocations_next_update_seconds"), time.time())

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


class Publisher(http.server.BaseHTTPRequestHandler):
    """An authority's web server: gives `answer`, a status and a body."""
    answer = (200, b"")

    def do_GET(self):
        status, body = Publisher.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class FetchedLists(Caller):
    """The centre fetches its revocation list every second."""

    @classmethod
    def setUpClass(cls):
        cls.publisher = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
        threading.Thread(target=cls.publisher.serve_forever, daemon=True).start()
        cls.CENTER_SETTINGS = {
            "tls.revocations": "list.pem", "tls.revocation_refresh_seconds": 1,
            "tls.revocation_urls": f"http://127.0.0.1:{cls.publisher.server_port}/list.crl"}
        add_center = Network.add_center

        def add_center_with_list(network, **settings):
            center = add_center(network, **settings)
            (center.folder / "list.pem").write_bytes((network.pki / "crl.pem").read_bytes())
            return center

        with unittest.mock.patch.object(Network, "add_center", add_center_with_list):
            super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.publisher.shutdown()
        cls.publisher.server_close()

    def fetched(self, result):
        return self.metric(f'oso_revocation_fetch_total{{result="{result}"}}')

    def wait_for_another(self, result):
        before = self.fetched(result)
        self.wait_for(lambda: self.fetched(result) > before)

    def test_a_new_list_is_taken_over_and_nothing_else_changes_anything(self):
        pki, list_at_hand = self.network.pki, self.center.folder / "list.pem"
        first = (pki / "crl.pem").read_bytes()
        Publisher.answer = (200, first)
        self.center.stop()
        self.center.start()
        self.wait_for_another("unchanged")
        self.network.issue("gone", NORTH)
        self.assertEqual(self.post("gone")[0], 200)
        self.network.oso("pki", "revoke", "--dir", pki, "gone")
        second = (pki / "crl.pem").read_bytes()

        # As authorities publish it: DER.
        Publisher.answer = (200, ssl.PEM_cert_to_DER_cert(
            second.decode().replace("X509 CRL", "CERTIFICATE")))
        self.wait_for(lambda: self.refused_by_tls("gone"))
        self.assert_refused_by_tls("certificate revoked", "certificate-revoked", "gone")
        self.assertEqual(list_at_hand.read_bytes(), second)

        # A failure is tried again after a second here, too: the refresh is no longer than the wait after one.
        foreign = Network(self.folder / "forger", BIN)
        for answer, result in (((200, (foreign.pki / "crl.pem").read_bytes()), "certificate"),  # forged
                               ((200, first), "conflict"),  # older
                               ((200, b"<html>moved</html>"), "certificate"),
                               ((503, b""), "unavailable")):
            Publisher.answer = answer
            self.wait_for_another(result)
            self.assertEqual(list_at_hand.read_bytes(), second)
        self.publisher.shutdown()
        self.publisher.server_close()
        self.wait_for_another("unavailable")
        self.assertEqual(list_at_hand.read_bytes(), second)
        self.assertEqual(self.post("south")[0], 200)
        self.assertTrue(self.refused_by_tls("gone"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
