"""A network cable that can be pulled."""

import socket
import threading


class Cable:
    """Stands between a browser and the server: counts what comes over the wire, and can be pulled.

    A browser's own "offline" leaves its service worker online, so a test that trusts it proves less than it seems to.
    """

    def __init__(self, server):
        self.target = server.port
        self.received = 0
        self.is_pulled = False
        self.links = set()
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_pulled:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            with self.lock:
                self.links.add((near, far))
            threading.Thread(target=self.carry, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, True), daemon=True).start()

    def carry(self, source, sink, counts):
        try:
            while data := source.recv(65536):
                if counts:
                    with self.lock:
                        self.received += len(data)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            end(source, sink)

    def pull(self):
        self.is_pulled = True
        with self.lock:
            links, self.links = self.links, set()
        for pair in links:
            end(*pair)

    def plug(self):
        self.is_pulled = False

    def close(self):
        self.pull()
        self.listener.close()


def end(*connections):
    """Ends connections, also those that have ended by themselves."""
    for connection in connections:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
