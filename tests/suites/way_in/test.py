"""The way in, from nothing to a dossier: the board signs and mandates, the school makes an access point, the supplier's system
registers with the one-time key, exchanges with the test school, is qualified, and is active. Then: paused, and another supplier."""
import http.client
import json
import pathlib
import ssl
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import NORTH, SOUTH, Story  # noqa: E402

ADMIN = "00000099000000000099"


class WayIn(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        school = cls.network.add_test_school(ADMIN)
        file = cls.folder / "testschool.toml"
        file.write_text(f"""
[[board]]
number = "41234"
name = "Stichting Onderwijs aan de Vecht"
[[school]]
brin = "00YY"
name = "Testschool"
sector = "PO"
board = "41234"
[[supplier]]
oin = "{ADMIN}"
name = "Traffic Center"
[[ap]]
id = "00YY/0"
supplier = "{ADMIN}"
sector = "PO"
url = "{school.url}"
state = "active"
""")
        cls.center.run("seed", file)
        school.start()

    def rest(self, method, path, body, certificate, port=None):
        pki = self.network.pki
        context = ssl.create_default_context(cafile=pki / "ca.pem")
        context.load_cert_chain(pki / f"{certificate}.pem", pki / f"{certificate}.key")
        connection = http.client.HTTPSConnection("127.0.0.1", port or self.center.port, context=context, timeout=20)
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text) if text else None

    def state_of(self, ap):
        return [one for one in self.center.run("ap", "list") if one["id"] == ap][0]["state"]

    def register(self, ap, key, system):
        brin, index = ap.split("/")
        return self.rest("PUT", f"/v1/schools/{brin}/access-points/{index}/registration",
                         {"registrationKey": key, "url": system.url, "protocols": ["soap-17", "rest-1"]}, system.name)

    def test_from_nothing_to_a_dossier(self):
        def run(*arguments, **options):
            done = self.center.run(*arguments, **options)
            time.sleep(1.5)  # the server looks for others' changes every second
            return done

        why = ("--why", "gesprek met het bestuur")
        run("board", "add", "55555", "Stichting Nieuw", *why)
        run("school", "add", "03CC", "De Nieuwe", "--sector", "VO", "--board", "55555", *why)

        # Nothing without the board's word.
        self.assertNotEqual(run("ap", "announce", "03CC", "--supplier", SOUTH, *why, check=False).returncode, 0)
        run("agreement", "sign", "55555", "--signed-by", "Voorzitter", "--partnerships", *why)
        run("mandate", "give", SOUTH, "03CC", *why)
        ap = run("ap", "announce", "03CC", "--supplier", SOUTH, *why)["id"]
        self.assertEqual(self.state_of(ap), "announced")

        # A wrong key, another supplier, then the right one; the same key twice.
        key = run("ap", "key", ap, *why)["key"]
        self.assertEqual(self.register(ap, "0000-0000", self.south)[1]["code"], "RegistratiesleutelOnjuist")
        self.assertEqual(self.register(ap, key, self.north)[1]["code"], "ClientCertificaatOnjuist")
        status, answer = self.register(ap, key, self.south)
        self.assertEqual((status, answer["result"]), (200, "AanleverpuntGeregistreerd"))
        self.assertEqual(self.state_of(ap), "registered")

        # It may ask the test school, and no other.
        refused = self.ask("101211151", target=ap)
        self.assertEqual(refused["result"], "OntvangerAanleverpuntNietActief")
        tested = self.ask("101211151", source="00YY", target=ap)
        self.assertEqual(tested["state"], "confirmed")
        self.assertEqual(self.state_of(ap), "tested")

        run("ap", "qualify", ap, *why)
        run("ap", "activate", ap, *why)
        self.assertEqual(self.state_of(ap), "active")
        for role in ("doel",):
            run("qualification", "add", SOUTH, "LAS", "--role", role, "--profile", "POVO", *why)
        answered = self.ask("101211151", target=ap)
        self.assertEqual(answered["result"], "LeerlinginfoNietBeschikbaar")

        # Paused at once; the history tells who and why.
        run("ap", "pause", ap, *why)
        self.assertEqual(self.ask("101211151", target=ap)["result"], "OntvangerAanleverpuntNietActief")
        run("ap", "activate", ap, *why)

        # Without the board's mandate: no more.
        run("mandate", "revoke", SOUTH, "03CC", *why)
        self.assertEqual(self.ask("101211151", target=ap)["result"], "GeenMandaat")

        # Another supplier: the old one stays until the new is active.
        run("mandate", "give", SOUTH, "03CC", *why)
        run("mandate", "give", NORTH, "03CC", *why)
        new = run("ap", "announce", "03CC", "--supplier", NORTH, "--replaces", ap.split("/")[1], *why)["id"]
        self.register(new, run("ap", "key", new, *why)["key"], self.north)
        self.assertEqual((self.state_of(ap), self.state_of(new)), ("active", "registered"))
        changes = self.events(self.center, "access-point-state-changed")
        self.assertTrue(all(event["fields"]["why"] for event in changes))

    def test_a_national_list_is_taken_over_once(self):
        folder = self.folder / "lists"
        made = self.center.run("school", "generate", "--count", "300", "--output", folder)
        self.assertEqual((made["schools"], made["folder"]), (300, str(folder)))
        self.assertGreater(made["branches"], 300)
        files = sorted(folder.glob("*.csv"))
        self.assertEqual(len(files), 4)
        self.center.run("school", "import", *files)
        again = self.center.run("school", "import", *files)
        self.assertEqual((again["added"], again["changed"], again["closed"]), (0, 0, 0), again)
        self.assertTrue(self.center.run("school", "search", "school"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
