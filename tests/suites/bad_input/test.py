"""Hostile and broken input: a clear error, bounded memory, and the next request is served at once."""
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import BIN, ROOT, TESTDATA, CommandFailed, Story, resident_kilobytes  # noqa: E402

ENVELOPE = ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
            'xmlns:o="http://xml.eld.nl/schemas/Overstapservice/20160411"><s:Body>{}</s:Body></s:Envelope>')
PING = ENVELOPE.format("<o:pingRequest/>")


class BadInput(Story):
    CENTER_SETTINGS = {"limits.header_seconds": 1, "limits.idle_seconds": 2, "limits.handshake_seconds": 1}

    def connect(self):
        context = ssl.create_default_context(cafile=self.network.pki / "ca.pem")
        context.load_cert_chain(self.network.pki / "south.pem", self.network.pki / "south.key")
        raw = socket.create_connection(("127.0.0.1", self.center.port), timeout=10)
        return context.wrap_socket(raw, server_hostname="127.0.0.1")

    def send(self, data):
        with self.connect() as connection:
            connection.sendall(data)
            return self.read_all(connection)

    def read_all(self, connection):
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
                head, end, body = answer.partition(b"\r\n\r\n")
                length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                if end and length and len(body) >= int(length[0].split(b":")[1]):
                    break
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass
        return answer.decode(errors="replace")

    def post(self, body, content_type="text/xml; charset=utf-8", action='""', path="/overstapservice", method="POST"):
        body = body if isinstance(body, bytes) else body.encode()
        return self.send(f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\nSOAPAction: {action}\r\n"
                         f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def tearDown(self):
        self.assertIn("Beschikbaar", self.post(PING), "the next request is served")
        self.assertLess(resident_kilobytes(self.center.process), 600_000, "memory is bounded (sanitizers included)")

    def assert_fault(self, answer, code, fault="Client"):
        self.assertIn(" 500 ", answer.split("\r\n")[0])
        self.assertIn(f":{fault}</faultcode>", answer)
        self.assertIn(f">{code}</", answer)

    def test_hostile_xml(self):
        deep = "<a>" * 100_000 + "</a>" * 100_000
        for name, body, code in (
                ("doctype", '<!DOCTYPE x [<!ENTITY a "b">]>' + PING, "forbidden-xml"),
                ("external entity", '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + PING, "forbidden-xml"),
                ("undefined entity", ENVELOPE.format("<o:pingRequest>&x;</o:pingRequest>"), "malformed-xml"),
                ("depth", ENVELOPE.format(deep[:60_000]), "malformed-xml"),
                ("huge attribute", ENVELOPE.format(f'<o:pingRequest a="{"x" * 60_000}"/>'), "malformed-xml"),
                ("many attributes", ENVELOPE.format("<o:pingRequest " + " ".join(f'a{i}="1"' for i in range(5000)) + "/>"),
                 "malformed-xml"),
                ("truncated", PING[:-20], "malformed-xml"),
                ("invalid UTF-8", PING.replace("Body>", "Body>", 1).encode()[:-30] + b"\xff\xfe" + PING.encode()[-30:],
                 "malformed-xml"),
                ("UTF-16", ("<?xml version='1.0' encoding='UTF-16'?>" + PING).encode("utf-16"), "-xml"),
                ("Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?>" + PING, "forbidden-xml"),
                ("not XML", "hello", "malformed-xml"),
                ("nothing", "", "malformed-xml")):
            with self.subTest(name):
                answer = self.post(body)
                self.assertIn(" 500 ", answer.split("\r\n")[0])
                self.assertIn(":Client</faultcode>", answer)
                self.assertIn(code, answer)
                self.assertNotIn("/etc/passwd", answer)

    def test_soap_that_is_not_ours(self):
        for name, body, code in (
                ("two bodies", ENVELOPE.format("<o:pingRequest/><o:pingRequest/>"), "malformed-message"),
                ("no body", ENVELOPE.format(""), "malformed-message"),
                ("unknown operation", ENVELOPE.format("<o:deleteAllRequest/>"), "unknown-operation"),
                ("unknown namespace", ENVELOPE.format('<n:pingRequest xmlns:n="urn:other"/>'), "unknown-operation"),
                ("operation of the other server", ENVELOPE.format("<o:documentRequest/>"), "unknown-operation"),
                ("missing element", ENVELOPE.format("<o:overdrachtRequest><o:bronBrin>01AA</o:bronBrin></o:overdrachtRequest>"),
                 "malformed-message"),
                ("extra element", ENVELOPE.format("<o:pingRequest><o:x/></o:pingRequest>"), "malformed-message")):
            with self.subTest(name):
                self.assert_fault(self.post(body), code)

    def test_http_that_is_not_right(self):
        for name, answer, status in (
                ("method", lambda: self.post("", method="DELETE"), " 405 "),
                ("media type", lambda: self.post(PING, content_type="application/json"), " 415 "),
                ("request line", lambda: self.send(b"HELLO\r\n\r\n"), " 400 "),
                ("two lengths", lambda: self.send(b"POST /overstapservice HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                                                  b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), " 400 "),
                ("header too long", lambda: self.send(b"POST / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"), " 431 ")):
            with self.subTest(name):
                self.assertIn(status, answer().split("\r\n")[0])

    def test_a_request_over_the_limit_is_refused_while_it_arrives(self):
        announced = self.send(b"POST /overstapservice HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n"
                              b"Content-Length: 10000000000\r\n\r\n")
        self.assertIn(" 413 ", announced.split("\r\n")[0])
        before = resident_kilobytes(self.center.process)
        with self.connect() as connection:
            connection.sendall(b"POST /overstapservice HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n")
            chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
            started = time.monotonic()
            with self.assertRaises((ConnectionError, ssl.SSLError, TimeoutError)):
                while time.monotonic() - started < 10:
                    connection.sendall(chunk)
        self.assertLess(resident_kilobytes(self.center.process) - before, 30_000)

    def test_slow_and_silent_clients_are_cut_and_hold_nobody_up(self):
        silent = [socket.create_connection(("127.0.0.1", self.center.port)) for _ in range(200)]
        slow = self.connect()
        slow.sendall(b"POST /overstapservice HTTP/1.1\r\n")
        stalled = self.connect()
        stalled.sendall(b"POST /overstapservice HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 500\r\n\r\n<")
        started = time.monotonic()
        self.assertIn("Beschikbaar", self.post(PING))
        self.assertLess(time.monotonic() - started, 1.0, "others waited for it")
        for name, connection in (("slow headers", slow), ("stalled body", stalled)):
            connection.settimeout(6)
            with self.subTest(name):
                self.assertNotIn(" 200 ", self.read_all(connection))
        for connection in [*silent, slow, stalled]:
            connection.close()

    def test_garbage_before_tls(self):
        for garbage in (b"GET / HTTP/1.0\r\n\r\n", bytes(range(256)) * 40, b"\x16\x03\x01\xff\xff" + b"\x00" * 70000):
            with socket.create_connection(("127.0.0.1", self.center.port), timeout=10) as connection:
                try:
                    connection.sendall(garbage)
                    while connection.recv(65536):
                        pass
                except ConnectionError:
                    pass
        self.assertIn("not-tls", {event["fields"]["reason"] for event in self.events(self.center, "connection-refused")})

    def test_many_clients_at_once_are_all_served(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.post(PING))) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sum("Beschikbaar" in answer for answer in answers), 40)

    def test_a_dossier_that_is_not_one_is_refused_and_leaves_nothing(self):
        for file in sorted((TESTDATA / "hostile").glob("*.xml")):
            if file.name in ("no_inspection.xml", "not_inspected.xml", "no_consent.xml"):  # that is recorded later
                continue
            with self.subTest(file.name), self.assertRaises(CommandFailed) as refused:
                self.north.run("dossier", "add", file, "--school", "01AA")
            self.assertEqual(refused.exception.code, 1)
            self.assertRegex(refused.exception.stderr, r"oso-school: .+ \(")
        self.assertEqual(self.north.run("dossier", "list", "--school", "01AA"), [])
        self.assertEqual([file for file in (self.north.folder / "documents").rglob("*") if file.is_file()], [])


class Settings(Story):
    def refused(self, text):
        wrong = self.folder / "wrong.toml"
        wrong.write_text(text)
        done = subprocess.run([BIN / "oso-center", "--config", wrong, "ap", "list"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_a_settings_file_that_is_not_right_refuses_to_start(self):
        right = self.center.config.read_text()
        self.assertIn("listen.prot: there is no such setting", self.refused(right + "listen.prot = 1\n"))
        self.assertIn("is missing and has no default", self.refused("threads = 2\n"))
        self.assertIn("threads: must be 1 to 64", self.refused(right + "threads = 1000\n"))
        self.assertIn("threads: must be a whole number", self.refused(right + 'threads = "two"\n'))
        self.assertIn("line 1", self.refused("threads = ["))

    def test_every_setting_is_documented_with_its_meaning(self):
        page = (ROOT / "docs/settings.md").read_text()
        for program in ("oso-center", "oso-school"):
            template = subprocess.run([BIN / program, "config"], capture_output=True, text=True, check=True).stdout
            settings = re.findall(r"^# (.+)\n(?:# )?([a-z_.]+) = .*$", template, flags=re.M)
            self.assertGreater(len(settings), 10)
            for meaning, key in settings:
                self.assertRegex(page, rf"\| `{re.escape(key)}` \| .* \| {re.escape(meaning)} \|")


if __name__ == "__main__":
    unittest.main(verbosity=2)
