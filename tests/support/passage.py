"""A way through to a server, on which a test can do something at a chosen moment: while a connection comes by, or when an
answer is on its way back."""
import socket
import threading


class Passage:
    """Passes connections on. `listen` and `to`: a TCP port of this machine, or the path of a Unix socket."""

    def __init__(self, listen, to):
        self.to = to
        self.before_next = None  # called once, before the next connection is passed on
        self.lose_answer_to = None  # bytes: when they come by in a request, its answer is lost, and both sides hear nothing more
        self.lost = 0
        self.listener = self._socket(listen)
        self.listener.bind(self._address(listen))
        self.listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    @staticmethod
    def _socket(place):
        return socket.socket(socket.AF_INET if isinstance(place, int) else socket.AF_UNIX)

    @staticmethod
    def _address(place):
        return ("127.0.0.1", place) if isinstance(place, int) else str(place)

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            act, self.before_next = self.before_next, None
            if act:
                act()
            far = self._socket(self.to)
            try:
                far.connect(self._address(self.to))
            except OSError:
                near.close()
                continue
            state = {"lose": False}
            threading.Thread(target=self._pass, args=(near, far, state, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, state, False), daemon=True).start()

    def _pass(self, source, sink, state, is_request):
        try:
            while data := source.recv(65536):
                if is_request and self.lose_answer_to and self.lose_answer_to in data:
                    self.lose_answer_to, state["lose"] = None, True
                if not is_request and state["lose"]:
                    self.lost += 1
                    break
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
