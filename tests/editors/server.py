"""The real yaml-language-server, spoken to over stdio as an editor does."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

WAIT = 60
"""Seconds until an answer is given up."""


class Server:
    """A running server; `open` a document, then ask."""

    def __init__(self, program: Path, root: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers: Queue[dict[str, Any]] = Queue()
        self._told: Queue[dict[str, Any]] = Queue()
        self._next = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def __enter__(self) -> Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    # --- messages ---

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            message = json.loads(stream.read(length))
            if "method" not in message:
                self._answers.put(message)
            elif "id" in message:
                wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
                self._send({"id": message["id"], "result": [{} for _ in wanted] or None})
            else:
                self._told.put(message)

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """A notice, which has no answer."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """A question, with its answer."""
        self._next += 1
        self._send({"id": self._next, "method": method, "params": params})
        while True:
            answer = self._answers.get(timeout=WAIT)
            if answer["id"] == self._next:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    # --- what an editor does ---

    def open(self, path: Path) -> list[dict[str, Any]]:
        """Open a file; gives its diagnostics."""
        text = path.read_text(encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        try:
            while True:
                message = self._told.get(timeout=WAIT)
                if message["method"] == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                    found: list[dict[str, Any]] = message["params"]["diagnostics"]
                    return found
        except Empty:
            raise AssertionError("the server told no diagnostics") from None

    def hover(self, path: Path, line: int, column: int) -> str:
        """What is shown over a place (counted from 0)."""
        found = self.ask("textDocument/hover", _at(path, line, column))
        return "" if found is None else str(found["contents"]["value"])

    def complete(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What is offered at a place (counted from 0): labels with their documentation."""
        found = self.ask("textDocument/completion", _at(path, line, column))
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _text(item.get("documentation")) for item in items}


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}


def _text(documentation: Any) -> str:
    return str(documentation["value"]) if isinstance(documentation, dict) else documentation or ""
