"""The official scenarios of the test school 00YY, asked by a school system in each protocol it can speak to the centre."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import SEED, SOUTH, Story  # noqa: E402

TEST_SCHOOL = """
[[school]]
brin = "00YY"
name = "Testschool"
sector = "PO"
board = "41234"
[[supplier]]
oin = "{oin}"
name = "Traffic Center"
[[ap]]
id = "00YY/0"
supplier = "{oin}"
sector = "PO"
url = "{url}"
state = "active"
[[ap]]
id = "00YY/931"
supplier = "{south}"
sector = "PO"
url = "{south_url}"
state = "active"
"""

# PGN, what is asked for, the state of the intake afterwards, the result.
RECEIVED = ("confirmed", "OverdrachtGeslaagd")
SCENARIOS = [
    ("101211151", "overstapdossier", *RECEIVED),
    ("662460613", "overstapdossier", *RECEIVED),
    ("482782481", "overstapdossier", *RECEIVED),
    ("613543439", "overstapdossier", *RECEIVED),
    ("559144428", "overstapdossier", *RECEIVED),
    ("991904862", "overstapdossier", *RECEIVED),
    ("388483763", "overstapdossier", *RECEIVED),
    ("118716943", "overdrachtbinnenbrin", *RECEIVED),
    ("310008475", "overstapdossier", *RECEIVED),
    ("274957462", "overstapdossier", *RECEIVED),
    ("088584574", "overstapdossier", *RECEIVED),
    ("238521436", "overdrachtbinnenbrin", *RECEIVED),
    ("097902378", "overstapdossier", "without-dossier", "LeerlinginfoNietBeschikbaar"),
    ("334390205", "overstapdossier", "without-dossier", "LeerlinginfoNietOpvraagbaar"),
    ("123456782", "overstapdossier", "without-dossier", "LeerlinginfoNietBeschikbaar"),  # in no table
]


class TestSchool(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        school = cls.network.add_test_school()
        cls.network.seed(SEED.format(source=cls.SOURCE, north="00000099000000000001", south=SOUTH, north_url=cls.north.url,
                                     south_url=cls.south.url)
                         + TEST_SCHOOL.format(oin=school.oin, url=school.url, south=SOUTH, south_url=cls.south.url))
        school.start()

    def ask_all(self, protocol):
        self.south.write_settings(**{"center.protocol": protocol})
        for pgn, kind, state, result in SCENARIOS:
            with self.subTest(protocol=protocol, pgn=pgn):
                target = "00YY/931" if kind == "overdrachtbinnenbrin" else "02BB/2"
                done = self.ask(pgn, kind, source="00YY", target=target)
                self.assertEqual((done["state"], done["result"]), (state, result))

    def test_dialect_17(self):
        self.ask_all("soap-17")

    def test_dialect_18(self):
        self.ask_all("soap-18")

    def test_dialect_21(self):
        self.ask_all("soap-21")

    def test_rest(self):
        self.ask_all("rest-1")


if __name__ == "__main__":
    unittest.main(verbosity=2)
