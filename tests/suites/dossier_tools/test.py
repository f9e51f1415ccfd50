"""One dossier through every tool of `oso`: made up, validated, shown, brought to an older version and back, parted and put
together again; and what each says to input that is wrong."""
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import BIN, TESTDATA, oso  # noqa: E402

PROFILES = ("POPO", "POVO", "VOVO", "binnenBRIN", "POSWV", "VOSWV")
VERSIONS = ("2016.1", "2017.1", "2018.1", "2019.1")


class DossierTools(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="oso-tools-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def oso(self, *arguments, code=0, stdin=None):
        done = oso(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def new(self, name="dossier.xml", **wish):
        file = self.folder / name
        self.oso("new", *(word for key, value in wish.items() for word in (f"--{key}", value)), "--output", file)
        return file

    def test_a_new_dossier_of_every_profile_and_version_is_accepted(self):
        for profile in PROFILES:
            for version in VERSIONS:
                if version == "2016.1" and profile.endswith("SWV"):
                    self.oso("new", "--profile", profile, "--version", version, code=1)
                    continue
                file = self.new(profile=profile, version=version, seed=3)
                line = json.loads(self.oso("validate", "--rules", "official", "--format", "jsonl", file).stdout)
                self.assertEqual((line["version"], line["profile"], line["verdict"], line["findings"]),
                                 (version, profile, "accept", []))

    def test_down_and_up_again_with_the_residual_gives_the_same_bytes(self):
        file = self.new(profile="POVO", size="full", seed=11)
        older, rest, back = (self.folder / name for name in ("older.xml", "rest.json", "back.xml"))
        canonical = self.oso("convert", file, "--to", "2019.1").stdout
        refused = self.oso("convert", file, "--to", "2016.1", "--output", older, code=1)
        self.assertIn("verloren", refused.stderr)
        self.assertFalse(older.exists(), "nothing is written without the user's word")
        self.oso("convert", file, "--to", "2016.1", "--accept-loss", "--residual", rest, "--output", older)
        self.assertEqual(stat.S_IMODE(rest.stat().st_mode), 0o600)
        self.oso("validate", "--rules", "official", older)
        self.oso("convert", older, "--restore", rest, "--output", back)
        self.assertEqual(back.read_text(), canonical)
        older.write_text(older.read_text().replace("<datum>2", "<datum>3"))
        self.assertIn("conflict", self.oso("convert", older, "--restore", rest, code=1).stderr)

    def test_parted_and_merged_it_is_the_same(self):
        file = self.new(profile="POVO", size="full", seed=12)
        las, lvs = self.folder / "las.xml", self.folder / "lvs.xml"
        self.oso("split", file, "--las", las, "--lvs", lvs)
        merged = self.oso("merge", las, lvs).stdout
        self.assertEqual(merged, self.oso("convert", file, "--to", "2019.1").stdout)
        self.oso("merge", las, las, code=1)

    def test_it_is_shown_in_both_languages_and_as_pdf(self):
        file = self.new(profile="VOVO", size="usual", seed=13)
        for language in ("nl", "en"):
            page = self.oso("render", file, "--format", "html", "--lang", language).stdout
            self.assertIn(f'lang="{language}"', page)
            self.assertNotIn("<script", page)
        pdf = self.folder / "report.pdf"
        self.oso("render", file, "--format", "pdf", "--output", pdf)
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF-"))
        facts = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        self.assertRegex(facts, r"Tagged: +yes")
        fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        self.assertTrue(fonts and all(" yes " in font for font in fonts), "every font is embedded")

    def test_what_is_no_dossier_is_told_by_every_tool(self):
        wrong = self.folder / "wrong.xml"
        for text, words in (("", "malformed-xml"), ("<x/>", "not-a-dossier"),
                            ("<!DOCTYPE x><x/>", "forbidden-xml")):
            wrong.write_text(text)
            for command in (("convert", wrong, "--to", "2018.1"), ("split", wrong, "--las", "a", "--lvs", "b"),
                            ("merge", wrong, wrong), ("render", wrong, "--format", "html")):
                self.assertIn(words, self.oso(*command, code=1).stderr)
        self.oso("convert", self.folder / "none.xml", "--to", "2018.1", code=1)
        self.oso("convert", TESTDATA / "povo.xml", "--to", "2020.1", code=2)
        self.oso("new", "--profile", "MBO", code=2)
        self.oso("schema", "2015.1", code=2)
        unknown = self.folder / "unknown.xml"
        unknown.write_text((TESTDATA / "povo.xml").read_text().replace("<overdrachtsoort>", "<x>1</x><overdrachtsoort>"))
        self.assertIn("oso validate", self.oso("convert", unknown, "--to", "2018.1", code=1).stderr)

    def test_a_file_of_any_name_is_told_in_utf_8(self):
        name = os.fsencode(self.folder) + b"/Ren\xe9 \xf0\x9f\x98\x80 \xed\xa0\x80.xml"
        shutil.copy(TESTDATA / "povo.xml", name)
        for language in ("nl", "en"):
            for form in ("jsonl", "sarif"):
                told = subprocess.run([BIN / "oso", "validate", "--format", form, "--lang", language, self.folder],
                                      capture_output=True, check=True).stdout
                report = json.loads(told.decode("utf-8"))
                if form == "jsonl":
                    self.assertEqual(report["file"], f"{self.folder}/Ren\ufffd \U0001f600 \ufffd\ufffd\ufffd.xml")

    def test_a_broken_file_is_told_with_its_line_in_the_chosen_language(self):
        broken = self.folder / "broken.xml"
        broken.write_text("<a>\n<b>\n</a>")
        for language, words in (("nl", "geen XML: het gaat mis bij regel 3, kolom 3"), ("en", "not XML: mismatched tag at line 3, column 3")):
            self.assertTrue(self.oso("validate", broken, "--lang", language, code=1).stdout.strip().endswith(words))

    @unittest.skipUnless(os.getuid() == 0 and shutil.which("setpriv"), "needs to become another user")
    def test_what_cannot_be_read_is_told_and_the_others_are_judged(self):
        self.folder.chmod(0o755)
        for name, mode in (("a.xml", 0o644), ("b.xml", 0o600), ("c.xml", 0o644)):
            shutil.copy(TESTDATA / "povo.xml", self.folder / name)
            (self.folder / name).chmod(mode)
        done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", BIN / "oso", "validate",
                               self.folder], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("b.xml: niet gelezen\n  Dit bestand kan niet worden gelezen", done.stdout)
        self.assertEqual(done.stdout.count("goedgekeurd"), 2, done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
