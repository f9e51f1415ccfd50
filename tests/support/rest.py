"""REST calls of a test, over Python's own http.client: a system by its certificate, or anyone."""
import base64
import http.client
import json
import ssl
import time


def unpack(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def kid_of(jws):
    return json.loads(unpack(jws.split(".")[0]))["kid"]


class Caller:
    """One caller at one program: keeps nothing between calls. `certificate`: a name in the network's PKI; None: anyone."""

    def __init__(self, network, program, certificate=None):
        self.context = ssl.create_default_context(cafile=network.pki / "ca.pem")
        self.port = program.port if certificate else program.settings["public.port"]
        if certificate:
            self.context.load_cert_chain(network.pki / f"{certificate}.pem", network.pki / f"{certificate}.key")

    def call(self, method, path, body=None, headers=None, timeout=20):
        """The answer, with `data`, `json` (of JSON), and how many `seconds` it took. OSError, HTTPException: there is none."""
        text = body if isinstance(body, (bytes, str, type(None))) else json.dumps(body)
        all_headers = {} if body is None else {"Content-Type": "application/json"}
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=timeout)
        begun = time.monotonic()
        try:
            connection.request(method, path, text, {**all_headers, **(headers or {})})
            answer = connection.getresponse()
            answer.data = answer.read()
        finally:
            connection.close()
        answer.seconds = time.monotonic() - begun
        answer.json = json.loads(answer.data) if "json" in answer.headers.get("Content-Type", "") else None
        return answer


def within(seconds, holds, pause=0.05):
    """Waits until `holds()`, and gives what it gave; TimeoutError."""
    deadline = time.monotonic() + seconds
    while not (value := holds()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(pause)
    return value
