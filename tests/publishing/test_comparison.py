"""What importing would change, for any folder and any state of what is published."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from school.publishing.comparison import Change, File, Step, compare
from school.publishing.queries import Stored

KEYS = [f"lesson:{name}" for name in "abcdef"]
PATHS = [f"01-m/0{number}-x.md" for number in range(6)]
TEXTS = [b"un", b"deux", b"trois"]


@st.composite
def folders(draw: st.DrawFn) -> list[File]:
    """Files with different ids at different paths."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    paths = draw(st.permutations(PATHS))
    return [
        File(key, path, draw(st.sampled_from(TEXTS)))
        for key, path in zip(keys, paths, strict=False)
    ]


@st.composite
def publications(draw: st.DrawFn) -> list[Stored]:
    """Documents: as imported, edited since, made on the site, or withdrawn."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    paths = draw(st.permutations(PATHS))
    digests = st.sampled_from([hashlib.sha256(text).digest() for text in TEXTS])
    return [
        Stored(
            id=number,
            key=key,
            path=path,
            imported_digest=draw(st.none() | digests),
            revision_id=revision_id,
            digest=draw(digests) if revision_id else None,
            rendered_by=None,
            revisions=1,
        )
        for number, (key, path) in enumerate(zip(keys, paths, strict=False), start=1)
        for revision_id in [draw(st.sampled_from([None, number * 10]))]
    ]


@given(folders(), publications())
def test_every_document_has_one_step(files: list[File], stored: list[Stored]) -> None:
    steps = compare(files, stored)
    keys = [step.key for step in steps]
    current = {document.key for document in stored if document.revision_id}
    assert sorted(keys) == sorted({file.key for file in files} | current)


@given(folders(), publications())
def test_an_edit_is_never_lost(files: list[File], stored: list[Stored]) -> None:
    said = {file.key: file.digest for file in files}
    for step in compare(files, stored):
        if step.stored and step.stored.edited:
            same = said.get(step.key) == step.stored.digest
            assert same == (step.change is not Change.CONFLICT)
            assert step.kept_revision_id == step.stored.revision_id
        else:
            assert step.change is not Change.CONFLICT


@given(folders(), publications())
def test_what_was_imported_is_not_news_again(files: list[File], stored: list[Stored]) -> None:
    after = [_after(step) for step in compare(files, stored) if step.change is not Change.WITHDRAWN]
    again = compare(files, after)
    assert not any(step.is_news for step in again)
    assert {step.change for step in again} <= {Change.UNCHANGED, Change.CONFLICT}


def _after(step: Step) -> Stored:
    """The document once the step is written."""
    kept = step.stored if step.kept_revision_id else None
    if kept is None and step.file:
        return Stored(1, step.key, step.path, step.file.digest, 10, step.file.digest, None, 1)
    assert kept
    imported = kept.imported_digest if step.change is Change.CONFLICT else kept.digest
    return Stored(1, step.key, step.path, imported, 10, kept.digest, None, 1)
