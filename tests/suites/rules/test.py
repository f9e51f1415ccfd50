"""`oso rules` explains every check, or the one that was asked for."""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import oso  # noqa: E402


def rules(*arguments):
    return oso("rules", *arguments)


class Rules(unittest.TestCase):
    def test_one_check_is_explained(self):
        told = rules("OVa.LL09").stdout
        self.assertTrue(told.startswith("OVa.LL09\n"), told)
        for trait in ("melding", "doen", "fout is bijvoorbeeld", "waar", "versies", "gevraagd bij", "ernst"):
            self.assertRegex(told, f"\n  {trait} +[^ ]")
        self.assertRegex(rules("OVa.LL09", "--lang", "en").stdout, "\n  to do +Remove")

    def test_case_does_not_matter_and_an_id_of_the_standard_will_do(self):
        self.assertEqual(rules("ova.ll09").stdout, rules("OVa.LL09").stdout)
        found = json.loads(rules("OVa.OV04", "--format", "json").stdout)
        self.assertEqual([rule["check"] for rule in found], ["OVa.LL08.telefoon", "OVa.LL08.email"])

    def test_a_check_that_is_not_there_is_an_error_with_near_matches(self):
        asked = rules("OVa.LL99")
        self.assertEqual((asked.returncode, asked.stdout), (1, ""))
        self.assertIn("OVa.LL09", asked.stderr)
        self.assertEqual(rules("niets daarvan").returncode, 1)

    def test_it_is_told_of_whom_a_check_is_asked(self):
        asked = {rule["check"]: rule["profiles"] for rule in json.loads(rules("--format", "json").stdout)}
        self.assertEqual(asked["OVa.IZ05"], ["VOVO"])
        self.assertEqual(asked["OVb.LL01"], ["binnenBRIN"])
        self.assertEqual(asked["PaO.EB01"], ["POSWV"])
        self.assertEqual(asked["OVa.MD01"], ["POPO", "POVO", "VOVO", "binnenBRIN"])
        self.assertEqual(asked["zonder_id.VOMBO"], ["VOMBO"])
        self.assertEqual(len(asked["OG.02"]), 6)
        self.assertEqual([check for check, profiles in asked.items() if not profiles], [])

    def test_every_check_has_an_example_and_stands_on_the_page(self):
        checks = {rule["check"] for rule in json.loads(rules("--format", "json").stdout)}
        for language, example in (("nl", "fout is bijvoorbeeld"), ("en", "wrong, for example")):
            page = rules("--lang", language).stdout
            self.assertEqual([check for check in checks if f'<a id="{check}"></a>' not in page], [])
            told = rules("--format", "text", "--lang", language).stdout.strip().split("\n\n")
            self.assertEqual([one for one in told if f"\n  {example}" not in one], [])

    def test_the_file_and_what_is_printed_are_the_same(self):
        with tempfile.TemporaryDirectory(prefix="oso-rules-") as folder:
            file = pathlib.Path(folder) / "checks.md"
            self.assertEqual(rules("--output", file).stdout, "")
            self.assertEqual(file.read_text(), rules().stdout)


if __name__ == "__main__":
    unittest.main()
