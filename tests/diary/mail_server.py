"""A mail server on a real socket that misbehaves as it is told, and remembers what it was given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class MailServer(socketserver.ThreadingTCPServer):
    """`mode`: takes | hangs (says nothing at all) | hangs after the text | drops after the text | refuses (451) |
    unknown recipient (550)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mode = "takes"
        self.given: list[Message] = []
        self.conversations = 0
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.conversations += 1
        if self.server.mode == "hangs":
            self.server.over.wait(10)
            return
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode()
            if word == "QUIT":
                return self._say("221 bye")
            if word == "DATA":
                if not self._take():
                    return None
            elif word == "RCPT" and self.server.mode == "unknown recipient":
                self._say("550 nobody here")
            elif word == "MAIL" and self.server.mode == "refuses":
                self._say("451 later")
            else:
                self._say("250 ok")
        return None

    def _take(self) -> bool:
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.given.append(message_from_bytes(b"".join(lines)))
        if self.server.mode == "drops after the text":
            return False
        if self.server.mode == "hangs after the text":
            self.server.over.wait(10)
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def serving() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join(5)
