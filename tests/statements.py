"""The SQL statements that a block of code sends."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from sqlalchemy import Engine, event


class Statements(list[str]):
    """Inside its `with` block, collects the statements sent on an engine (not BEGIN or COMMIT)."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    def __enter__(self) -> Statements:
        event.listen(self._engine, "before_cursor_execute", self._collect)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        event.remove(self._engine, "before_cursor_execute", self._collect)

    def _collect(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.append(statement)
