"""The centre's database is away: halted, frozen, or with the answer to a COMMIT lost. What needs no writing goes on; what does
is refused soon, with when to come back; and an idempotency key settles what nobody could know."""
import pathlib
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from passage import Passage  # noqa: E402
from postgres import OnPostgres  # noqa: E402
from rest import Caller, within  # noqa: E402
from story import SEARCH_KEY, SEED, SESSION, Story  # noqa: E402

AWAY_SECONDS = 8
SOON = 4  # seconds, in which a refusal comes; a frozen server is found out in 2 s, and one that hangs up at once
REQUEST = {**SESSION, "signedSession": True}
NAMESPACE = "http://xml.eld.nl/schemas/Overstapservice/20160411"


def envelope(message):
    return (f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
            f'<{message.split(">")[0]} xmlns="{NAMESPACE}">{message.split(">", 1)[1]}</e:Body></e:Envelope>')


OVERDRACHT = envelope(
    f"overdrachtRequest><bronBrin>01AA</bronBrin><doelBrin>02BB</doelBrin><doelAanleverpuntIndex>2</doelAanleverpuntIndex>"
    f"<zoeksleutel>{SEARCH_KEY['searchKey']}</zoeksleutel><overdrachtsoort>overstapdossier</overdrachtsoort></overdrachtRequest>")
OVERZICHT = envelope("overzichtAanleverpuntRequest><brin>01AA</brin></overzichtAanleverpuntRequest>")


class DatabaseAway(OnPostgres, Story):
    SEED = SEED.replace('url = "{north_url}"', 'url = "{north_url}"\nprotocols = ["rest-1"]')

    @classmethod
    def prepare(cls):
        super().prepare()
        # The way to the database, on which an answer can be lost.
        between = cls.folder / "between"
        between.mkdir(mode=0o700)
        cls.passage = Passage(between / ".s.PGSQL.5432", cls.postgres.socket)
        cls.CENTER_SETTINGS = {"store.database": cls.postgres.database(between)}
        cls.SCHOOL_SETTINGS = {"center.protocol": "rest-1", "center.kept_folder": "kept",
                               "center.keys_file": str(cls.network.folder / "center" / "signing.pem")}

    def setUp(self):
        self.anyone = Caller(self.network, self.center)
        self.south_calls = Caller(self.network, self.center, "south")
        within(10, self.can_write)

    def can_write(self):
        return self.open().status == 201

    def open(self, key=None):
        return self.south_calls.call("POST", "/v1/sessions", REQUEST, {"Idempotency-Key": key} if key else None)

    def soap(self, text):
        return self.south_calls.call("POST", "/overstapservice", text,
                                     {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})

    def fetch(self, opened):
        """At north, whose own database is another."""
        return Caller(self.network, self.north, "south").call(
            "POST", "/v1/document-requests", {**{k: REQUEST[k] for k in ("target", "key", "kind")}, "source": "01AA/1",
                                              "session": opened["id"], "signedSession": opened["signedSession"]})

    def ready(self):
        try:
            return urllib.request.urlopen(self.center.admin_url("/health/ready"), timeout=10).status
        except urllib.error.HTTPError as error:
            return error.code

    def assert_reading_goes_on(self):
        for path in ("/v1/ping", "/v1/register", "/v1/keys", "/v1/schools?q=vecht", "/v1/schools/02BB", "/v1/suppliers"):
            answer = self.anyone.call("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.assertLess(answer.seconds, 1, path)
        self.assertEqual(len(self.south_calls.call("GET", "/v1/access-points?brin=01AA").json["accessPoints"]), 2)
        listed = self.soap(OVERZICHT)
        self.assertEqual((listed.status, listed.data.count(b"<oso:url>")), (200, 2))

    def assert_writing_is_refused_soon(self):
        refused = self.open()
        self.assertEqual((refused.status, refused.json["code"]), (503, "unavailable"), refused.data)
        self.assertEqual(refused.json["whoActs"], "try again later")
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
        fault = self.soap(OVERDRACHT)
        self.assertEqual(fault.status, 500)
        self.assertIn(b"<oso:code>unavailable</oso:code>", fault.data)
        self.assertGreater(int(fault.headers["Retry-After"]), 0)
        return max(refused.seconds, fault.seconds)

    def count_opened(self):
        return int(self.postgres.query("SELECT count(*) FROM session")[0][0])

    def assert_log_is_consecutive(self):
        [[count, first, last]] = self.postgres.query("SELECT count(*), min(position), max(position) FROM audit_event")
        self.assertEqual((int(first), int(last)), (0, int(count) - 1))

    def test_halted_for_a_while_reading_and_signed_sessions_go_on_and_writing_comes_back(self):
        sessions = [self.open().json for _ in range(4)]
        self.postgres.halt()
        halted = time.monotonic()
        slowest = 0
        while sessions or time.monotonic() - halted < AWAY_SECONDS:
            self.assert_reading_goes_on()
            slowest = max(slowest, self.assert_writing_is_refused_soon())
            if sessions:  # checked by north alone: there is no such dossier, which only a good session is told
                self.assertEqual(self.fetch(sessions.pop()).json["code"], "LeerlinginfoNietBeschikbaar")
            time.sleep(0.3)
        self.assertEqual(self.ready(), 503)
        self.assertEqual(urllib.request.urlopen(self.center.admin_url("/health/live"), timeout=5).status, 200)
        self.assertLess(slowest, SOON)
        self.postgres.resume()
        back = time.monotonic()
        within(10, self.can_write)
        print(f"slowest refusal {slowest:.2f} s, writing {time.monotonic() - back:.2f} s after the database ", end="", flush=True)
        self.assertEqual(self.ready(), 200)
        self.assert_log_is_consecutive()

    def test_frozen_it_is_found_out_within_seconds(self):
        with self.postgres.frozen():
            slowest = max(self.assert_writing_is_refused_soon() for _ in range(2))
            self.assert_reading_goes_on()
            self.assertLess(slowest, SOON)
        within(10, self.can_write)
        print(f"slowest refusal {slowest:.2f} s ", end="", flush=True)
        self.assert_log_is_consecutive()

    def test_a_commit_whose_answer_was_lost_is_settled_by_the_idempotency_key(self):
        lost = self.passage.lost
        for attempt in range(20):  # the COMMIT of a read may come by first: that one is asked anew, and nobody notices
            key, before = f"a-commit-in-the-dark-{attempt}", self.count_opened()
            self.passage.lose_answer_to = b"COMMIT\0"
            first = self.open(key)
            if first.status != 201:
                break
        self.assertEqual((first.status, first.json["code"]), (503, "unavailable"))
        self.assertGreater(self.passage.lost, lost)
        self.assertEqual(self.count_opened(), before + 1, "it was committed, and nobody was told")
        settled = within(10, lambda: (answer := self.open(key)).status == 201 and answer)
        again = self.open(key)
        self.assertEqual((again.status, again.json["id"]), (201, settled.json["id"]))
        self.assertEqual(self.count_opened(), before + 1)
        self.assert_log_is_consecutive()

    def test_halted_under_load_each_key_has_one_session_and_each_session_its_event(self):
        """Under load the database goes at whatever moment; who asks again with the same key until it is told has one session."""
        told, keys = {}, [f"key-{time.monotonic_ns()}-{i}" for i in range(42)]
        before = self.count_opened()
        going = threading.Event()

        def ask(mine):
            for key in mine:
                going.set()
                answer = within(30, lambda key=key: (one := self.open(key)).status == 201 and one)
                told[key] = answer.json["id"]

        threads = [threading.Thread(target=ask, args=(keys[i::6],)) for i in range(6)]
        for thread in threads:
            thread.start()
        for _ in range(2):
            going.clear()
            going.wait(10)
            time.sleep(0.02)
            self.postgres.halt()
            time.sleep(0.3)
            self.postgres.resume()
        for thread in threads:
            thread.join()
        self.assertEqual(len(told), len(keys))
        self.assertEqual(len(set(told.values())), len(keys))
        self.assertEqual(self.count_opened(), before + len(keys))
        for key in keys[:6]:
            self.assertEqual(self.open(key).json["id"], told[key])
        [[events]] = self.postgres.query("SELECT count(*) FROM audit_event WHERE entry LIKE '%\"type\":\"session-opened\"%'")
        self.assertEqual(int(events), self.count_opened())
        self.assert_log_is_consecutive()


if __name__ == "__main__":
    unittest.main(verbosity=2)
