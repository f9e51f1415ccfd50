"""Several processes are one centre: they share a PostgreSQL, and a system may ask any of them. A change of the register, a
session, an idempotency key and the log are the same at each; one that is killed under load takes nothing with it."""
import base64
import hashlib
import http.client
import pathlib
import random
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from postgres import OnPostgres  # noqa: E402
from rest import Caller, within  # noqa: E402
from story import SESSION, Story  # noqa: E402

FACTS = {**SESSION, "source": "01AA/1"}


def tree_root(leaves):
    """RFC 6962, 2.1."""
    if not leaves:
        return hashlib.sha256().digest()
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


class SeveralCenters(OnPostgres, Story):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.CENTER_SETTINGS = {"store.database": cls.postgres.database(), "log.seal_milliseconds": 200,
                               "limits.sessions_of_pair": 100_000, "limits.sessions_of_pair_per_minute": 100_000}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.centers = [cls.center, *(cls.network.add_another_center(name).start() for name in ("center2", "center3"))]

    def at(self, number, supplier="south"):
        return Caller(self.network, self.centers[number], supplier)

    def open(self, number, key=None):
        return self.at(number).call("POST", "/v1/sessions", SESSION, {"Idempotency-Key": key} if key else None)

    def close(self, number, session):
        return self.at(number).call("PUT", f"/v1/sessions/{session}/closing",
                                    {**FACTS, "result": "LeerlinginfoNietBeschikbaar"})

    def entries(self):
        rows = self.postgres.query("SELECT position, entry FROM audit_event ORDER BY position")
        self.assertEqual([int(position) for position, _ in rows], list(range(len(rows))), "no gap, and none twice")
        return [entry.encode() for _, entry in rows]

    def checkpoint(self, number):
        """(size, root) as that process gives it."""
        text = Caller(self.network, self.centers[number]).call("GET", "/v1/log/checkpoint").data.decode()
        return int(text.splitlines()[1]), base64.b64decode(text.splitlines()[2])

    def test_a_change_of_the_register_by_one_is_seen_by_the_others(self):
        token = self.center.run("token", "issue", "anna", "--role", "operator")["token"]
        south = "/v1/suppliers/00000099000000000002"
        self.assertEqual(self.open(2).status, 201)
        for verb, status in (("_block", 403), ("_unblock", 201)):
            changed = Caller(self.network, self.centers[1]).call("POST", f"{south}/{verb}", {"why": "proef"},
                                                                {"Authorization": f"Bearer {token}"})
            self.assertIn(changed.status, (200, 204), changed.data)
            self.assertEqual(self.open(1).status, status, "at once where it was changed")
            for number in (0, 2):
                within(3, lambda n=number, s=status: self.open(n).status == s)
        # A command is a process too; the documents that they publish are of one version.
        self.center.run("school", "add", "03CC", "De Nieuwe", "--sector", "VO", "--board", "41234", "--why", "nieuw")

        def versions():
            return {Caller(self.network, one).call("GET", "/v1/register").headers["ETag"] for one in self.centers}
        for one in self.centers:
            within(3, lambda one=one: Caller(self.network, one).call("GET", "/v1/schools/03CC").status == 200)
        within(3, lambda: len(versions()) == 1)

    def test_a_session_is_opened_at_one_checked_at_another_and_closed_at_a_third(self):
        session = self.open(0).json["id"]
        checked = self.at(1, "north").call("POST", f"/v1/sessions/{session}/_check", FACTS)
        self.assertEqual((checked.status, checked.json["result"]), (200, "SessieValide"))
        self.assertEqual(self.close(2, session).status, 200)
        for number in range(3):  # the same report again is safe anywhere
            self.assertEqual(self.close(number, session).json["result"], "OverdrachtGeslaagd")
            after = self.at(number, "north").call("POST", f"/v1/sessions/{session}/_check", FACTS)
            self.assertEqual(after.json["code"], "SessieReedsAfgemeld")

    def test_an_idempotency_key_is_one_at_all_of_them_also_at_the_same_moment(self):
        for round_ in range(10):
            key, told = f"the-same-everywhere-{round_}", []
            threads = [threading.Thread(target=lambda n=n: told.append(self.open(n, key))) for n in (0, 1, 2) * 2]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual([answer.status for answer in told], [201] * 6)
            self.assertEqual(len({answer.json["id"] for answer in told}), 1)

    def test_one_is_killed_under_load_and_nothing_is_lost_or_doubled(self):
        told, closed, failed_over = {}, set(), [0]
        keys = [f"load-{i}-{random.randrange(10 ** 9)}" for i in range(240)]

        def until_answered(act):
            """A system's own way: the next process, with the same key, when one does not answer."""
            number = random.randrange(3)
            for _ in range(100):
                try:
                    answer = act(number % 3)
                    if answer.status < 500:
                        return answer
                except (OSError, http.client.HTTPException):
                    failed_over[0] += 1
                number += 1
                time.sleep(0.01)
            raise AssertionError("nobody answered")

        def work(mine):
            for key in mine:
                answer = until_answered(lambda n, key=key: self.open(n, key))
                told[key] = answer.json["id"]
                if until_answered(lambda n, key=key: self.close(n, told[key])).status == 200:
                    closed.add(key)

        threads = [threading.Thread(target=work, args=(keys[i::6],)) for i in range(6)]
        for thread in threads:
            thread.start()
        for at_least in (40, 120):
            within(60, lambda least=at_least: len(closed) > least, pause=0.005)
            self.centers[1].kill()
            self.centers[1].start()
        for thread in threads:
            thread.join()
        self.assertEqual(closed, set(keys))
        self.assertEqual(len(set(told.values())), len(keys))
        self.assertGreater(failed_over[0], 0, "it was killed when nobody was asking")
        entries = self.entries()
        for kind in ("session-opened", "session-closed"):
            of_kind = [entry for entry in entries if b'"type":"%s"' % kind.encode() in entry]
            for session in told.values():
                self.assertEqual(sum(session.encode() in entry for entry in of_kind), 1, (kind, session))

    def test_they_keep_one_log_and_each_gives_its_proof(self):
        for number in range(3):
            self.open(number)
        size = len(self.entries())
        within(5, lambda: all(self.checkpoint(number)[0] >= size for number in range(3)))
        seen = [self.checkpoint(number) for number in range(3)]
        entries = self.entries()
        for size, root in seen:
            self.assertEqual(tree_root(entries[:size]), root, "the root that was signed is that of these entries")
        notes = {self.at(number).call("GET", "/v1/log/checkpoint").data for number in range(3)}
        self.assertLessEqual(len(notes), 2, "one log, at most a moment apart")


if __name__ == "__main__":
    unittest.main(verbosity=2)
