"""Documents made to harm who reads them: each is refused, or judged, in bounded time and memory and with a clear word."""
import base64
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from pour import MEGABYTE, junk_dossier, validate, with_attachment, zip_dossier  # noqa: E402
from story import BIN, TESTDATA  # noqa: E402

OSO = BIN / "oso"
GOOD = (TESTDATA / "povo.xml").read_text()
SMALL = (TESTDATA / "povo_min.xml").read_text()
SANITIZED = subprocess.run(["grep", "-q", "__asan_init", OSO], check=False).returncode == 0
# What is freed is kept from use for a while; that is the sanitizer's memory, not ours.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"}
SECONDS = 20 if SANITIZED else 2  # of CPU


def inside(text, tag, content):
    """`text` with the first element `tag` holding `content`."""
    return re.sub(f"(<{tag}>)[^<]*(</{tag}>)", lambda found: found[1] + content + found[2], text, count=1)


def after(text, tag, more):
    return text.replace(f"</{tag}>", f"</{tag}>{more}", 1)


def placeholder(number, name):
    return f"{number:02}".ljust(len(name), "_")


def archive(names, content=b"x"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for number, name in enumerate(names):
            zipped.writestr(zipfile.ZipInfo(placeholder(number, name)), content, zipfile.ZIP_DEFLATED)
    data = made.getvalue()
    for number, name in enumerate(names):  # what zipfile itself would not write
        data = data.replace(placeholder(number, name).encode(), name)
    return data


class HostileDocuments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.idle = validate(OSO, [GOOD.encode()], environment=ENVIRONMENT).kilobytes

    def judge(self, document, rules="intended", megabytes=64):
        pieces = [document] if isinstance(document, bytes) else [document.encode()] if isinstance(document, str) else document
        outcome = validate(OSO, pieces, rules, ENVIRONMENT)
        self.assertLess(outcome.cpu_seconds, SECONDS)
        self.assertLess(outcome.kilobytes - (self.idle if SANITIZED else 0), megabytes * 1024)
        return outcome

    def refused(self, document, said):
        outcome = self.judge(document)
        self.assertEqual((outcome.code, outcome.report["verdict"], len(outcome.errors)), (1, "reject", 1))
        self.assertRegex(outcome.errors[0], said)

    def test_the_size_of_an_attachment_does_not_matter(self):
        for name, dossier, check in (("ZIP", zip_dossier, "OSO.attachment.other-file"), ("no ZIP", junk_dossier, "OSO.attachment.zip")):
            with self.subTest(name):
                outcome = validate(OSO, dossier(GOOD, 200), environment=ENVIRONMENT)
                self.assertEqual((outcome.code, outcome.checks), (0, {check}))
                self.assertLess(outcome.kilobytes - self.idle, 4 * 1024)

    def test_entities_and_encodings(self):
        laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
        declared = SMALL.split("\n", 1)
        for name, document, said in (
                ("billion laughs", f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d>&l9;</d>', "DOCTYPE"),
                ("quadratic blow-up", f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]><d>{"&a;" * 50_000}</d>', "DOCTYPE"),
                ("external entity", '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "DOCTYPE"),
                ("UTF-16", SMALL.encode("utf-16"), "UTF-8"),
                ("UTF-16 without a mark", SMALL.encode("utf-16-be"), "UTF-8"),
                ("Latin-1", SMALL.replace("UTF-8", "ISO-8859-1", 1), "UTF-8"),
                ("not UTF-8", SMALL.encode().replace(b"Schoolpad", b"Schoolp\xe4d"), "damaged"),
                ("overlong", SMALL.encode().replace(b"Schoolpad", b"School\xc0\xafpad"), "damaged"),
                ("a surrogate", SMALL.encode().replace(b"Schoolpad", b"School\xed\xa0\x80pad"), "damaged"),
                ("a control character", SMALL.replace("Schoolpad", "School&#1;pad"), "damaged"),
                ("NUL", SMALL.replace("Schoolpad", "School\0pad"), "damaged")):
            with self.subTest(name):
                self.refused(document, said)
        for name, document in (("mark of UTF-8", b"\xef\xbb\xbf" + SMALL.encode()),
                               ("lines of Windows", SMALL.replace("\n", "\r\n")),
                               ("without a declaration", declared[1])):
            with self.subTest(name):
                self.assertEqual(self.judge(document).report["verdict"], "accept")

    def test_too_much_of_one_thing(self):
        for name, document, said in (
                ("depth", after(SMALL, "overdrachtsoort", "<x>" * 100_000 + "</x>" * 100_000), "nested too deep"),
                ("attributes", SMALL.replace("<inzage>", "<inzage " + " ".join(f'a{i}="1"' for i in range(200_000)) + ">", 1),
                 "too long|attributes"),
                ("namespaces", SMALL.replace("<inzage>", "<inzage " + " ".join(f'xmlns:a{i}="u"' for i in range(2_000)) + ">", 1),
                 "attributes"),
                ("a comment", after(SMALL, "overdrachtsoort", "<!--" + "x" * 50_000_000 + "-->"), "too long"),
                ("an instruction", after(SMALL, "overdrachtsoort", "<?x " + "x" * 50_000_000 + "?>"), "too long"),
                ("a tag's name", after(SMALL, "overdrachtsoort", "<" + "x" * 50_000_000 + "/>"), "too long"),
                ("an attribute's value", after(SMALL, "overdrachtsoort", '<x a="' + "x" * 50_000_000 + '"/>'), "too long"),
                ("an entity's name", inside(SMALL, "straat", "&" + "x" * 50_000_000 + ";"), "too long"),
                ("text", inside(SMALL, "straat", "x" * 50_000_000), "too large"),
                ("text in references", inside(SMALL, "straat", "&#120;" * 20_000_000), "too large"),
                ("elements", after(SMALL, "naam", "<naam/>" * 10_000_000), "too large"),
                ("unknown elements", after(SMALL, "naam", "<x/>" * 10_000_000), "too many elements"),
                ("comments in a value", inside(SMALL, "straat", "<!---->" * 5_000_000), "too large")):
            with self.subTest(name):
                self.refused(document, said)

    def test_what_would_be_read_again_and_again(self):
        comments = ("<!--" + ">" * 60_000 + "-->") * 20
        head, rest = SMALL.split("\n", 1)
        for name, document, verdict in (
                ("comments before the root", head + comments + rest, "accept"),
                ("comments behind the root", SMALL + comments, "accept"),
                ("comments in empty values", after(SMALL, "soort", "<type><!----><!----></type>" * 110_000), "reject"),
                ("base64 that is none", inside(GOOD, "bestandsinhoud", "!" + "A" * 20_000_000), "accept")):
            with self.subTest(name):
                self.assertEqual(self.judge(document).report["verdict"], verdict)

    def test_references(self):
        many = "&#65;" * 200_000
        judged = self.judge(inside(SMALL, "achternaam", many))
        self.assertEqual((judged.code, judged.checks), (0, set()))
        judged = self.judge(inside(GOOD, "bestandsinhoud", many))
        self.assertEqual((judged.code, judged.checks), (0, {"OSO.attachment.zip"}))

    def test_findings_on_every_element(self):
        block = re.search(r"<adres>.*?</adres>\s*", SMALL, re.S)[0]
        wrong = inside(inside(block, "soortadres", "x"), "postcode", "x")
        for rules in ("official", "intended"):
            judged = self.judge(SMALL.replace(block, wrong * 20_000, 1), rules)
            self.assertEqual((judged.code, judged.errors), (1, []))
            self.assertIn(len(judged.report["findings"]), (5_000, 5_001))

    def test_archives(self):
        harmless = archive([b"toelichting.txt"])
        end = harmless.rindex(b"PK\x01\x02")
        size = (lambda n: harmless[:end + 24] + n.to_bytes(4, "little") + harmless[end + 28:])
        bomb = archive([b"toelichting.txt"], bytes(30 * MEGABYTE))
        for name, data, check, verdict in (
                ("parent folder", archive([b"../../x.txt"]), "entry-name", "reject"),
                ("absolute", archive([b"/etc/x.txt"]), "entry-name", "reject"),
                ("drive letter", archive([b"C:x.txt"]), "entry-name", "reject"),
                ("other system's folders", archive([b"..\\x.txt"]), "entry-name", "reject"),
                ("NUL", archive([b"x.exe\0.txt"]), "entry-name", "reject"),
                ("archive in archive", archive([b"nested.zip"], harmless), "entry-type", "accept"),
                ("bomb", bomb, "size", "reject"),
                ("says it is huge", size(4_000_000_000), "size", "reject"),
                ("cut off", harmless[:-30], "zip", "accept"),
                ("directory of another", harmless[:end] + b"x" + harmless[end:], "damaged", "accept"),
                ("more files than it has", harmless[:-14] + b"\xff\xff\xff\xff" + harmless[-10:], "damaged", "accept"),
                ("files that share their bytes", self.overlapping(harmless, 90), "damaged", "accept"),
                ("a name without end", archive([b"x" * 60_000 + b".txt"]), None, "accept")):
            with self.subTest(name):
                judged = self.judge(with_attachment(GOOD, [base64.b64encode(data)]))
                self.assertEqual(judged.report["verdict"], verdict)
                if check:
                    self.assertIn("OSO.attachment." + check, judged.checks)

    @staticmethod
    def overlapping(data, count):
        """One file's bytes, named `count` times in the directory."""
        begin, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
        entry = data[begin:end]
        return (data[:begin] + entry * count + b"PK\x05\x06\0\0\0\0" + count.to_bytes(2, "little") * 2
                + (len(entry) * count).to_bytes(4, "little") + begin.to_bytes(4, "little") + b"\0\0")

    def test_names_in_many_archives_are_text_too(self):
        data = base64.b64encode(archive([b"%04d" % i + b"x" * 1000 + b".txt" for i in range(90)])).decode()
        block = re.search(r"<overigdocumentlijst>.*?</overigdocumentlijst>", GOOD, re.S)[0]
        document = re.search(r"<document>.*</document>", block, re.S)[0]
        piece = inside(document, "bestandsinhoud", data).encode()
        before, after_it = GOOD.split(document, 1)
        self.refused([before.encode(), *[piece] * 400, after_it.encode()], "too large")

    def test_cut_off_anywhere(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        text = SMALL.encode()
        step = 16 if SANITIZED else 1
        for size in range(0, len(text.rstrip()), step):
            pathlib.Path(folder, f"{size:05}.xml").write_bytes(text[:size])
        done = subprocess.run([OSO, "validate", "--lang", "en", folder], capture_output=True, text=True, env=ENVIRONMENT)
        self.assertEqual(done.returncode, 1, done.stderr)
        said = re.findall(r"\.xml: rejected\n  This file is damaged or not XML: .+ at line \d+, column \d+\n", done.stdout)
        self.assertEqual(len(said), len(range(0, len(text.rstrip()), step)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
