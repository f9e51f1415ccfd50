"""What was acknowledged survives kill -9, and one dossier is imported once. Each program in turn is killed just before the
1st, 2nd, 3rd ... thing that it makes durable or sends, until it comes through alive; then the transfer goes on where it was."""
import os
import pathlib
import signal
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import BIN, TESTDATA, Story, read_facts, root_element, without_inspection  # noqa: E402

PRELOAD = BIN.parent / "lib/kill_at.so"


class KilledAtEveryStep(Story):
    def setUp(self):
        self.file = TESTDATA / "povo.xml"
        self.pgn = read_facts(self.file)["pgn"]
        self.arm = self.folder / "armed"
        self.arm.unlink(missing_ok=True)

    def killing(self, call):
        return {"LD_PRELOAD": str(PRELOAD), "KILL_AT": str(call), "KILL_ARM": str(self.arm)}

    def assert_handed_over_once(self, intakes_before, imports_before, may_be_untouched=False):
        """After going on: one intake more, done, with one import more and the very bytes; nothing is left unfinished."""
        self.south.run("intake", "resume")
        intakes = self.south.run("intake", "list", "--school", "02BB")
        fresh = len(intakes) - intakes_before
        if may_be_untouched and fresh == 0:  # killed before anything was acknowledged
            self.assertEqual(self.ask(self.pgn)["state"], "confirmed")
            intakes = self.south.run("intake", "list", "--school", "02BB")
            fresh = 1
        self.assertEqual(fresh, 1)
        self.assertEqual(intakes[0]["state"], "confirmed")
        self.assertEqual(self.received(intakes[0]), root_element(self.file))
        self.assertEqual(len(self.events(self.south, "dossier-imported")), imports_before + 1)
        closed = [event for event in self.events(self.center, "session-closed")
                  if event["fields"]["session"] == intakes[0]["session"]]
        self.assertEqual(len(closed), 1, "the centre has the result, once")
        self.assert_sealed_at_rest([self.pgn])

    def counts(self):
        return len(self.south.run("intake", "list", "--school", "02BB")), len(self.events(self.south, "dossier-imported"))

    def test_the_target_is_killed_at_every_step(self):
        self.set_ready(self.file)
        self.arm.touch()
        for call in range(1, 200):
            before = self.counts()
            done = self.ask(self.pgn, check=False, env=self.killing(call))
            if done.returncode == 0:
                break
            self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
            self.assert_handed_over_once(*before, may_be_untouched=True)
        self.assertGreater(call, 8, "the program was killed at too few places to mean anything")
        print(f"killed at {call - 1} places ", end="", flush=True)

    def kill_server_at_every_step(self, server):
        self.set_ready(self.file)
        for call in range(1, 200):
            server.stop()
            self.arm.unlink(missing_ok=True)
            server.start(env=self.killing(call))
            before = self.counts()
            self.arm.touch()
            self.ask(self.pgn, check=False)
            time.sleep(0.3)  # what it does after its answer can be its end too
            self.arm.unlink()
            survived = server.process.poll() is None
            if not survived:
                self.assertEqual(server.process.returncode, -signal.SIGKILL)
                server.start()
            self.assert_handed_over_once(*before)
            if survived:
                server.stop()
                server.start()  # without what counts: the next test arms it again
                break
        self.assertGreater(call, 4, "the program was killed at too few places to mean anything")
        print(f"killed at {call - 1} places ", end="", flush=True)

    def test_the_source_is_killed_at_every_step(self):
        self.kill_server_at_every_step(self.north)

    def test_the_centre_is_killed_at_every_step(self):
        self.kill_server_at_every_step(self.center)

    def test_the_source_is_killed_at_every_step_of_preparing(self):
        """add, inspect, set ready: what a command acknowledged is there, what it did not is not half there."""
        self.arm.touch()
        commands = 0
        for call in range(1, 100):
            known = len(self.north.run("dossier", "list", "--school", "01AA"))
            done = self.north.run("dossier", "add", self.file, "--school", "01AA", check=False, env=self.killing(call))
            now = self.north.run("dossier", "list", "--school", "01AA")
            if done.returncode == 0:
                self.assertEqual(len(now), known + 1)
                break
            commands += 1
            self.assertIn(len(now), (known, known + 1))
            for dossier in now:  # each that is listed can be set ready: its document is whole
                self.north.run("dossier", "set-ready", dossier["id"], "--for", "02BB")
        self.assertGreater(commands, 2)

    def test_the_source_is_killed_at_every_step_of_recording_an_inspection(self):
        """The inspection is on record with its document, or neither is; and it can be recorded again."""
        file = without_inspection(self.file, self.folder)
        added = self.north.run("dossier", "add", file, "--school", "01AA")
        dates = iter(range(1, 100))
        commands = 0
        self.arm.touch()
        for call in range(1, 100):
            date = f"2017-01-{next(dates):02}"
            before = self.north.run("dossier", "show", added["id"])
            done = self.north.run("dossier", "inspect", added["id"], "--date", date, "--agreement", "Ja", check=False,
                                  env=self.killing(call))
            after = self.north.run("dossier", "show", added["id"])
            self.assertEqual(after["content"], added["content"])
            if after["inspected_on"] != date:
                self.assertEqual(after, before)
            self.north.run("dossier", "set-ready", added["id"], "--for", "02BB")  # its document is whole
            if done.returncode == 0:
                self.assertEqual(after["inspected_on"], date)
                break
            commands += 1
        self.assertGreater(commands, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
