"""Rendering within limits: Markdown is turned to HTML in a child process that may not run away."""

from __future__ import annotations

import json
import math
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from school.curriculum.document import Document, Rendered
from school.curriculum.markdown import render_page, render_text
from school.curriculum.problems import Problem
from school.curriculum.source import LARGEST
from school.exercises.authoring import AuthoringError

CPU_SECONDS = 2
"""What one document may take; the system counts whole seconds, so a little more is let through."""

MEMORY_BYTES = 512 * 1024 * 1024
HTML_BYTES = 1024 * 1024
MOST_RENDERED = 256
"""Documents whose HTML a process remembers: about 10 MB of lessons."""

_RENDERED: dict[str, Rendered] = {}

_LABELS = ("goal.", "choice.", "input.", "output.", "option.")
_ROOT = Path(__file__).parents[2]
_SHORTEN = "shorten the text, or take out what repeats or nests deeply"


def render(document: Document) -> Rendered:
    """Render one document here and now, without limits: for the child process, and for tests.

    Raises AuthoringError when the text cannot be rendered faithfully.
    """
    page = render_page(document.page)
    if len(page.passages) != len(document.texts) + 1:
        raise AuthoringError("holds an exercise inside something else", "leave a line before it")
    texts = {
        exercise: {key: render_text(text, label=is_label(key)) for key, text in texts.items()}
        for exercise, texts in document.texts.items()
    }
    return Rendered(page.passages, texts, page.headings, page.words)


def is_label(key: str) -> bool:
    """Whether a text of an exercise names a control, and so is one line without a paragraph."""
    return key.startswith(_LABELS) and not key.endswith(".feedback")


def render_bounded(documents: Sequence[Document]) -> list[Rendered | Problem]:
    """Render documents in a child process; each gives its HTML, or what is wrong with it, in order.

    A document that takes over 2 s, 512 MB or 1 MB of HTML fails alone: the others are rendered.
    What was rendered lately is not rendered again: an author mends one text at a time.
    Raises RuntimeError when the child cannot run at all.
    """
    kept = [_RENDERED.get(_written(document)) for document in documents]
    waiting = [document for document, known in zip(documents, kept, strict=True) if not known]
    fresh = iter(_render_all(waiting))
    results = [known or next(fresh) for known in kept]
    for document, result in zip(documents, results, strict=True):
        if isinstance(result, Rendered):
            _RENDERED[_written(document)] = result
    while len(_RENDERED) > MOST_RENDERED:
        del _RENDERED[next(iter(_RENDERED))]
    return results


def _written(document: Document) -> str:
    """All that a document's HTML follows from."""
    return json.dumps([document.page, document.texts])


def _render_all(documents: Sequence[Document]) -> list[Rendered | Problem]:
    results: list[Rendered | Problem] = []
    while len(results) < len(documents):
        waiting = documents[len(results) :]
        lines, ended = _run_child(waiting)
        results += [_read(line, doc) for line, doc in zip(lines, waiting, strict=False)]
        if len(lines) < len(waiting):
            results.append(_problem(waiting[len(lines)], ended))
    return results


def _run_child(documents: Sequence[Document]) -> tuple[list[bytes], str]:
    # The child inherits no variable: it needs none, and the parent's may hold secrets.
    child = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "school.curriculum.rendering"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        env={},
    )
    work = b"".join(json.dumps(asdict(document)).encode() + b"\n" for document in documents)
    try:
        output, errors = child.communicate(work, timeout=10 + 3 * CPU_SECONDS * len(documents))
    except subprocess.TimeoutExpired:
        child.kill()
        output, errors = child.communicate()
    if child.returncode > 0:  # not ended by a limit: no document is at fault
        raise RuntimeError(f"the renderer does not run: {errors.decode(errors='replace')}")
    slow = child.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    ended = f"takes more than {CPU_SECONDS} s to render" if slow else "stops the renderer"
    return output.split(b"\n")[:-1], ended


def _read(line: bytes, document: Document) -> Rendered | Problem:
    reply = json.loads(line)
    if "what" in reply:
        return _problem(document, reply["what"], reply["remedy"])
    return Rendered.from_json(reply)


def _problem(document: Document, what: str, remedy: str = _SHORTEN) -> Problem:
    return Problem(document.file, 1, "text", what, remedy)


def _serve() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for line in sys.stdin:
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        allowed = math.ceil(time.process_time()) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, most))
        sys.stdout.write(_reply(Document(**json.loads(line))) + "\n")
        sys.stdout.flush()


def _reply(document: Document) -> str:
    size = sum(len(text.encode()) for texts in document.texts.values() for text in texts.values())
    if size + len(document.page.encode()) > LARGEST:
        return _refusal(f"is over {LARGEST // 1024} KB")
    try:
        reply = json.dumps(render(document).as_json())
    except AuthoringError as error:
        return _refusal(error.what, error.remedy)
    except RecursionError:
        return _refusal("nests too deeply to render")
    except MemoryError:
        return _refusal(f"takes more than {MEMORY_BYTES // 1024**2} MB to render")
    except Exception as error:  # a bug of a library on one text must not stop the others
        return _refusal(f"stops the renderer ({type(error).__name__})")
    if len(reply) > HTML_BYTES:
        return _refusal(f"gives more than {HTML_BYTES // 1024} KB of HTML")
    return reply


def _refusal(what: str, remedy: str = _SHORTEN) -> str:
    return json.dumps({"what": what, "remedy": remedy})


if __name__ == "__main__":
    _serve()
