"""Talks to the process that draws: sends requests, waits for answers, kills it if it hangs."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extract.review.sources.drawer import main; main()"
)
# Bytes that are read at a time.
_CHUNK = 65536


class HangingError(Exception):
    """The process gave no answer in time, and was ended."""


class CrashedError(Exception):
    """The process ended without an answer, or could not be started."""


def drawing_command() -> list[str]:
    """Return the command that starts the process that draws pages."""
    return [sys.executable, "-c", _START, json.dumps(sys.path)]


class Child:
    """A process that answers lines with lines; started when it is needed, and again after a loss.

    For one thread; only `end` may be called from another.

    Args:
        command: The command that starts it.
        deadline: How long an answer may take, in seconds.
    """

    def __init__(self, command: Sequence[str], deadline: float) -> None:
        """Start nothing yet."""
        self._command = command
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def ask(self, line: str) -> str:
        """Return the answer to a line.

        Raises:
            HangingError: There was none in time.
            CrashedError: The process ended, or cannot be started.
        """
        try:
            process = self._running()
            if process.stdin is None or process.stdout is None:
                raise CrashedError("it has no pipes")
            process.stdin.write(line.encode() + b"\n")
            return self._read(process.stdout.fileno())
        except OSError as error:
            self.close()
            raise CrashedError(str(error)) from error
        except (HangingError, CrashedError):
            self.close()
            raise

    def end(self) -> None:
        """End the process for good; a caller that waits gets a CrashedError."""
        self._ended = True
        _kill(self._process)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, started where it does not run.

        Raises:
            CrashedError: It was ended for good.
            OSError: It cannot be started.
        """
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # Ctrl-C is for the server, which then ends it.
                start_new_session=True,
            )
        if self._ended:
            raise CrashedError("it was ended")
        return self._process

    def _read(self, source: int) -> str:
        """Return a line from a pipe.

        Raises:
            HangingError: None came in time.
            CrashedError: The other end was closed.
        """
        until = time.monotonic() + self._deadline
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([source], [], [], max(until - time.monotonic(), 0.0))
            if not ready:
                raise HangingError
            chunk = os.read(source, _CHUNK)
            if not chunk:
                raise CrashedError("it ended")
            line += chunk
        return line.decode()

    def close(self) -> None:
        """End the process with all that it started, and close its pipes."""
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # nobody reads it any more
                    pipe.close()


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    """Kill a process with all that it started."""
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):  # it has ended
            os.killpg(process.pid, signal.SIGKILL)
