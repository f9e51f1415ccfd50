"""The REST dialect of the running centre: sessions with signed proof, receipts that prove themselves, what anyone may read, and
what only some may."""
import base64
import hashlib
import http.client
import json
import pathlib
import ssl
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import SESSION, Story  # noqa: E402

REQUEST = {**SESSION, "signedSession": True}


def unpack(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Reading(Story):
    def call(self, method, path, body=None, certificate=None, token=None, headers=None):
        pki = self.network.pki
        context = ssl.create_default_context(cafile=pki / "ca.pem")
        port = self.center.settings["public.port"]
        if certificate:
            context.load_cert_chain(pki / f"{certificate}.pem", pki / f"{certificate}.key")
            port = self.center.port
        all_headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            all_headers["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=20)
        connection.request(method, path, None if body is None else json.dumps(body), {**all_headers, **(headers or {})})
        answer = connection.getresponse()
        answer.data = answer.read()
        connection.close()
        return answer

    def json(self, *arguments, status=200, **options):
        answer = self.call(*arguments, **options)
        self.assertEqual(answer.status, status, answer.data)
        self.assertEqual(answer.headers["API-Version"], "1.0.0")
        return json.loads(answer.data)


class AtTheStart(Reading):
    def test_what_says_it_is_ready_answers_everything_with_the_register_of_a_country(self):
        lists = self.folder / "lists"
        self.center.run("school", "generate", "--output", lists, "--count", 3000)
        self.center.run("school", "import", lists / "po.csv", "--sector", "PO")
        self.center.stop()
        self.center.start()  # returns when /health/ready says so
        self.assertGreater(self.json("GET", "/v1/schools")["total"], 1000)
        self.assertGreater(self.json("GET", "/v1/boards")["total"], 100)
        self.assertEqual(self.call("GET", "/v1/register").status, 200)


class Rest(Reading):
    def open(self, **headers):
        return self.json("POST", "/v1/sessions", REQUEST, certificate="south", status=201, headers=headers)

    def test_a_session_is_signed_for_the_certificate_of_the_target(self):
        opened = self.open()
        header, payload, _ = opened["signedSession"].split(".")
        keys = self.json("GET", "/v1/keys")["keys"]
        self.assertEqual(json.loads(unpack(header))["kid"], keys[0]["kid"])
        claims = json.loads(unpack(payload))
        self.assertEqual(claims["jti"], opened["id"])
        certificate = ssl.PEM_cert_to_DER_cert((self.network.pki / "south.pem").read_text())
        self.assertEqual(unpack(claims["cnf"]["x5t#S256"]), hashlib.sha256(certificate).digest())

    def test_a_lost_answer_is_settled_by_the_same_idempotency_key(self):
        first = self.open(**{"Idempotency-Key": "one-and-the-same"})
        second = self.open(**{"Idempotency-Key": "one-and-the-same"})
        self.assertEqual(first["id"], second["id"])
        other = self.call("POST", "/v1/sessions", {**REQUEST, "target": "01AA/2", "kind": "overdrachtbinnenbrin"},
                          certificate="south", headers={"Idempotency-Key": "one-and-the-same"})
        self.assertEqual(other.status, 409, other.data)

    def test_check_close_and_a_receipt_that_proves_itself(self):
        opened = self.open()
        facts = {**SESSION, "source": "01AA/1"}
        path = f"/v1/sessions/{opened['id']}"
        checked = self.json("POST", f"{path}/_check", facts, certificate="north")
        self.assertEqual((checked["result"], checked["targetSector"]), ("SessieValide", "VO"))
        for _ in range(2):  # the same report again is safe
            closed = self.json("PUT", f"{path}/closing", {**facts, "result": "LeerlinginfoNietBeschikbaar"}, certificate="south")
            self.assertEqual(closed["result"], "OverdrachtGeslaagd")
        after = self.call("POST", f"{path}/_check", facts, certificate="north")
        self.assertEqual(json.loads(after.data)["code"], "SessieReedsAfgemeld")

        deadline = time.monotonic() + 20
        while (answer := self.call("GET", f"{path}/receipt", certificate="north")).status == 503:
            self.assertLess(time.monotonic(), deadline, "never sealed")
            self.assertTrue(answer.headers["Retry-After"])
            time.sleep(0.2)
        self.assertEqual(answer.status, 200, answer.data)
        self.assert_receipt(answer.data.decode(), opened["id"])

    def assert_receipt(self, receipt, session):
        """By the words of RFC 6962 and C2SP alone."""
        entry, rest = receipt.split("\n\n", 1)
        event = json.loads(entry)
        self.assertEqual((event["type"], event["fields"]["session"]), ("session-closed", session))
        proof, note, _ = rest.split("\n\n", 2)
        lines = proof.splitlines()
        index = int([line for line in lines if line.startswith("index ")][0].split()[1])
        path = [base64.b64decode(line) for line in lines[lines.index(f"index {index}") + 1:]]
        origin, size, root = note.splitlines()[:3]
        self.assertEqual(origin, self.center.settings["log.name"])
        node, last = hashlib.sha256(b"\0" + entry.encode()).digest(), int(size) - 1
        for sibling in path:
            if index % 2 or index == last:
                node = hashlib.sha256(b"\1" + sibling + node).digest()
                while not index % 2 and index:
                    index, last = index >> 1, last >> 1
            else:
                node = hashlib.sha256(b"\1" + node + sibling).digest()
            index, last = index >> 1, last >> 1
        self.assertEqual((node, last), (base64.b64decode(root), 0))

    def test_anyone_reads_what_is_public_and_no_more(self):
        schools = self.json("GET", "/v1/schools?q=vecht")
        self.assertEqual(schools["schools"][0]["brin"], "02BB")
        register = self.call("GET", "/v1/register")
        self.assertEqual(register.status, 200)
        self.assertNotIn("signedBy", unpack(register.data.decode().split(".")[1]).decode())
        again = self.call("GET", "/v1/register", headers={"If-None-Match": register.headers["ETag"]})
        self.assertEqual(again.status, 304)
        self.assertEqual(self.call("GET", "/v1/openapi.yaml").status, 200)
        checkpoint = self.call("GET", "/v1/log/checkpoint").data.decode()
        self.assertTrue(checkpoint.startswith(self.center.settings["log.name"]))
        self.assertEqual(self.call("GET", "/v1/statistics/sessions").status, 200)
        refused = self.call("POST", "/v1/sessions", REQUEST)
        self.assertEqual(refused.status, 401)
        self.assertEqual(refused.headers["Content-Type"], "application/problem+json")

    def test_a_board_acts_for_its_own_schools_alone(self):
        token = self.center.run("token", "issue", "anna", "--role", "board", "--scope", "41234")["token"]
        other = self.center.run("token", "issue", "bert", "--role", "board", "--scope", "99999")["token"]
        announcement = {"purpose": "OV", "supplier": "00000099000000000001", "why": "nieuw systeem"}
        path = "/v1/schools/02BB/access-points"
        self.assertEqual(self.call("POST", path, announcement, token=other).status, 403)
        self.assertEqual(self.call("POST", path, announcement).status, 401)
        made = self.call("POST", path, announcement, token=token)
        self.assertIn(made.status, (201, 409), made.data)  # 409: the board has not mandated this supplier


if __name__ == "__main__":
    unittest.main(verbosity=2)
