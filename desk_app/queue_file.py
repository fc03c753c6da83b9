"""The queues in the settings file: read one by one, written without touching the others."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from desk_app import queue_settings
from desk_app.queue_settings import QueueSection

if TYPE_CHECKING:
    import tomlkit


def read(tables: object) -> tuple[dict[int, QueueSection], list[tuple[str, str]]]:
    """Return the usable queues by their place in the file, and (key, detail) of what is not.

    A queue with a value that cannot be used is left out; a setting nobody knows is only
    named. Of two queues with one name or number the first is used.
    """
    if not isinstance(tables, list):
        return {}, [("queues", "write [[queues]]")]
    queues: dict[int, QueueSection] = {}
    complaints: list[tuple[str, str]] = []
    for index, table in enumerate(tables):
        if not isinstance(table, dict):
            complaints.append(("queues", "write [[queues]]"))
            continue
        name = _called(table, index)
        queue, faults = _queue(table)
        complaints += [(f"queues.{name}.{key}", detail) for key, detail in faults]
        if queue is None:
            continue
        try:
            queue_settings.check_whole(queue, tuple(queues.values()))
        except queue_settings.Unfit as error:
            complaints.append((f"queues.{name}.{error.key}", str(error)))
        else:
            queues[index] = queue
    return queues, complaints


def _called(table: dict[str, Any], index: int) -> str:
    name = table.get("name")
    return name[:40] if isinstance(name, str) and name.strip() else str(index + 1)


def _queue(table: dict[str, Any]) -> tuple[QueueSection | None, list[tuple[str, str]]]:
    """Return a queue, None if a value of it cannot be used, and what is wrong."""
    types = {field.name: field.type for field in msgspec.structs.fields(QueueSection)}
    values: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    usable = True
    for key, value in table.items():
        if key not in types:
            faults.append((key, "no such setting"))
            continue
        try:
            values[key] = msgspec.convert(_plain(value), types[key], strict=True)
            queue_settings.check(key, values[key])
        except ValueError as error:  # msgspec's too
            usable = False
            faults.append((key, str(error)))
    if "name" not in table:
        usable = False
        faults.append(("name", queue_settings.Wrong.NAME.value))
    return (QueueSection(**values) if usable else None), faults


def _plain(value: object) -> object:
    """Return a list with TOML's own dates as text: holidays need no quotes."""
    if isinstance(value, list):
        return [entry.isoformat() if isinstance(entry, date) else entry for entry in value]
    return value


def write(document: tomlkit.TOMLDocument, queues: Sequence[QueueSection]) -> None:
    """Put these in the place of the usable queues of a document.

    What is the same stays as it is written, with its comments; queues that cannot be used
    stay too: they are the person's, to be corrected.
    """
    import tomlkit

    plain = document.unwrap().get("queues", [])
    before = read(plain)[0]
    if not isinstance(plain, list) or not plain:
        document.pop("queues", None)
        document["queues"] = tomlkit.aot()
    here: Any = document["queues"]
    if len(queues) == len(before):
        places: list[int | None] = list(before)
    else:
        by_name = {queue.name: index for index, queue in before.items()}
        places = [by_name.get(queue.name) for queue in queues]
    for place, queue in zip(places, queues, strict=True):
        if place is None:
            here.append(_filled(tomlkit.table(), QueueSection(name=""), queue))
        else:
            _filled(here[place], before[place], queue)
    for index in sorted(set(before) - set(places), reverse=True):
        del here[index]
    if not len(here):
        document.pop("queues")


def _filled(table: Any, before: QueueSection, after: QueueSection) -> Any:
    default = msgspec.to_builtins(QueueSection(name=""))
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    for key, value in new.items():
        if value == old[key]:
            continue
        if value == default[key]:
            with contextlib.suppress(KeyError):
                table.remove(key)
        else:
            table[key] = value
    return table
