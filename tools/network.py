"""A small OSO network on this machine: a test PKI, one Traffic Center, and as many suppliers' school systems as asked for,
each the real program with its own settings, certificate, database and ports. Used by the demo, the story tests and the
benchmarks."""
import json
import os
import pathlib
import random
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request


class CommandFailed(Exception):
    def __init__(self, command, code, stdout, stderr):
        super().__init__(f"{' '.join(map(str, command))}: exit {code}\n{stdout}{stderr}")
        self.code, self.stdout, self.stderr = code, stdout, stderr


def free_port(taken=set()):
    """Below the range from which the system takes ports for outgoing connections, so that it stays free until it is used."""
    while True:
        port = random.randrange(10_000, 32_000)
        if port in taken:
            continue
        taken.add(port)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Program:
    """One server program: its settings file, and the process while it runs."""

    def __init__(self, network, name, binary, settings):
        self.network, self.name, self.binary = network, name, binary
        self.folder = network.folder / name
        self.folder.mkdir()
        self.port, self.admin_port = free_port(), free_port()
        self.config = self.folder / "settings.toml"
        self.log = self.folder / "log.jsonl"
        self.process = None
        self.verb = "serve"
        pki = network.pki
        self.settings = {
            "listen.host": "127.0.0.1", "listen.port": self.port, "admin.port": self.admin_port,
            "tls.certificate": str(pki / f"{name}.pem"), "tls.private_key": str(pki / f"{name}.key"),
            "tls.authorities": str(pki / "ca.pem"), "tls.revocations": str(pki / "crl.pem"),
            "store.database": "oso.db", **settings}
        self.write_settings()

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}/overstapservice"

    def write_settings(self, **changes):
        self.settings.update(changes)
        lines = (f"{key} = {json.dumps(value)}" for key, value in self.settings.items())
        self.config.write_text("\n".join(lines) + "\n")

    def start(self, wrapper=(), env=None):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*wrapper, self.network.bin / self.binary, "--config", self.config, self.verb],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **(env or {})})
        deadline = time.monotonic() + 30
        while not self.is_ready():
            if self.process.poll() is not None:
                raise CommandFailed([self.binary, "serve"], self.process.returncode, "", self.log.read_text()[-2000:])
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} is not ready")
            time.sleep(0.01)
        return self

    def is_ready(self):
        try:
            return urllib.request.urlopen(self.admin_url("/health/ready"), timeout=1).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def admin_url(self, path):
        return f"http://127.0.0.1:{self.admin_port}{path}"

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
        return self.process.returncode if self.process else None

    def kill(self):
        return self.stop(signal.SIGKILL)

    def run(self, *arguments, stdin="", check=True, env=None):
        """Runs one command beside the server; gives what it printed as JSON."""
        command = [self.network.bin / self.binary, "--config", self.config, *map(str, arguments), "--json"]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120,
                              env={**os.environ, **(env or {})})
        if check and done.returncode != 0:
            raise CommandFailed(command, done.returncode, done.stdout, done.stderr)
        if not check:
            return done
        return json.loads(done.stdout)


class Network:
    def __init__(self, folder, bin_folder):
        self.folder, self.bin = pathlib.Path(folder).resolve(), pathlib.Path(bin_folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pki = self.folder / "pki"
        self.programs = []
        self.oso("pki", "init", "--dir", self.pki, "--name", "OSO test authority")
        self.pepper = self.folder / "pepper"
        self.pepper.write_text(secrets.token_hex(32) + "\n")
        self.pepper.chmod(0o600)

    def oso(self, *arguments):
        command = [self.bin / "oso", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise CommandFailed(command, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def issue(self, name, oin, *options):
        self.oso("pki", "issue", "--dir", self.pki, "--name", name, "--oin", oin, "--host", "127.0.0.1",
                 "--host", "localhost", *options)

    def add_center(self, **settings):
        self.issue("center", "00000099000000000000")
        self.center = Program(self, "center", "oso-center", {
            "public.host": "127.0.0.1", "public.port": free_port(), "keys.folder": "keys", "log.name": "127.0.0.1/log", **settings})
        # What a school system begins from (center.keys_file).
        self.center.key_file = self.center.folder / "signing.pem"
        self.center.key_file.write_text(self.center.run("keys", "create")["signingKey"])
        self.programs.append(self.center)
        return self.center

    def add_another_center(self, name):
        """One more process of the same centre: the same database, keys and log."""
        self.issue(name, "00000099000000000000")
        same = {key: self.center.settings[key] for key in ("public.host", "log.name", "store.database")}
        other = Program(self, name, "oso-center", {
            **same, "public.port": free_port(), "keys.folder": str(self.center.folder / "keys")})
        self.programs.append(other)
        return other

    def add_school_system(self, name, oin, key="p256", **settings):
        self.issue(name, oin, "--key", key)
        system = Program(self, name, "oso-school", {
            "center.url": self.center.url, "search_key.pepper_file": str(self.pepper), "search_key.iterations": 1000,
            "documents.folder": "documents", "keys.root": "root.key", **settings})
        system.run("keys", "create")
        system.oin = oin
        self.programs.append(system)
        return system

    def add_test_school(self, oin="00000099000000000099", **settings):
        """The test school, as `oso-center testschool` serves it; it stands in the register when the seed says so."""
        self.issue("testschool", oin)
        school = Program(self, "testschool", "oso-center", {
            "center.url": self.center.url, "search_key.pepper_file": str(self.pepper), "search_key.iterations": 1000, **settings})
        school.verb, school.oin = "testschool", oin
        self.programs.append(school)
        return school

    def seed(self, text):
        """Enters boards, schools, suppliers and access points from one seed file."""
        file = self.folder / "seed.toml"
        file.write_text(text)
        seeded = self.center.run("seed", file)
        if self.center.process and self.center.process.poll() is None:
            time.sleep(1.5)  # a centre that runs looks for others' changes every second
        return seeded

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            program.stop()
