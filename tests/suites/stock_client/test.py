"""A client that no one here wrote: Debian's python3-zeep reads our WSDL, opens a session, fetches the dossier, and closes."""
import base64
import hashlib
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import ROOT, TESTDATA, Story, read_facts, root_element  # noqa: E402


class StockClient(Story):
    def test_zeep_fetches_a_dossier_byte_for_byte(self):
        file = TESTDATA / "povo.xml"
        facts = read_facts(file)
        self.set_ready(file)
        # The scheme of docs/choices, by Python's own library.
        pepper = self.network.pepper.read_text().strip()
        key = hashlib.pbkdf2_hmac("sha512", facts["pgn"].encode(), (pepper + "01AA").encode(), 1000, 128)
        key_file, received = self.folder / "key", self.folder / "received.xml"
        key_file.write_text(base64.b64encode(key).decode())
        pki = self.network.pki
        done = subprocess.run(
            [sys.executable, ROOT / "tests/interop/zeep_client.py", "--center", self.center.url, "--cert", pki / "south.pem",
             "--key", pki / "south.key", "--ca", pki / "ca.pem", "--doel", "02BB/2", "--bron", "01AA",
             "--zoeksleutel-file", key_file, "--out", received], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(received.read_bytes(), root_element(file))
        closed = self.events(self.center, "session-closed")[-1]["fields"]
        self.assertEqual((closed["source"], closed["result"]), ("01AA/1", "OverdrachtGeslaagd"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
