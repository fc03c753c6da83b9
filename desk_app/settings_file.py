"""The settings file: read with patience, written one setting at a time, kept when it is broken."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desk_app import queue_file
from desk_app.settings import QUEUES, Section, Settings, check, convert

if TYPE_CHECKING:
    import tomlkit

_LAST_GOOD = ".last-good.toml"


class Complaint(msgspec.Struct, frozen=True):
    """Something in the settings file that cannot be used. An empty `key`: the whole file."""

    key: str
    detail: str


def never_was(path: Path) -> bool:
    """Whether there have never been settings here."""
    return not path.exists() and not path.with_suffix(_LAST_GOOD).exists()


def load(path: Path) -> tuple[Settings, tuple[Complaint, ...]]:
    """Return the settings of a file, with defaults for all that is absent or unusable.

    A file that cannot be parsed, or has gone, is stood in for by what `remember` kept.
    A file that never was is no complaint. Never raises for what is in the file.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if path.name.endswith(_LAST_GOOD):
            return Settings(), ()
        last_good = path.with_suffix(_LAST_GOOD)
        if isinstance(error, FileNotFoundError) and not last_good.exists():
            return Settings(), ()
        detail = error.strerror if isinstance(error, OSError) else str(error)
        return load(last_good)[0], (Complaint("", detail or ""),)
    complaints: list[Complaint] = []
    sections: dict[str, Any] = {}
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    for name, table in document.items():
        if name == QUEUES:
            queues, faults = queue_file.read(table)
            sections[name] = tuple(queues.values())
            complaints += [Complaint(key, detail) for key, detail in faults]
            continue
        if name not in kinds or not isinstance(table, dict):
            complaints.append(Complaint(name, "no such setting"))
            continue
        sections[name] = _section(kinds[name], name, table, complaints)
    return Settings(**sections), tuple(complaints)


def remember(path: Path) -> None:
    """Keep a copy of a file that `load` could read, for the day it cannot. Never raises."""
    last_good = path.with_suffix(_LAST_GOOD)
    with contextlib.suppress(OSError):
        content = path.read_bytes()
        if not last_good.exists() or last_good.read_bytes() != content:
            scratch = path.with_suffix(".good.new")
            scratch.write_bytes(content)
            scratch.replace(last_good)


def _section(
    kind: Any, name: str, table: dict[str, object], complaints: list[Complaint]
) -> Section:
    good: dict[str, Any] = {}
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in types:
            complaints.append(Complaint(f"{name}.{key}", "no such setting"))
            continue
        try:
            good[key] = msgspec.convert(value, types[key], strict=True)
            check(f"{name}.{key}", good[key])
        except (msgspec.ValidationError, ValueError) as error:
            good.pop(key, None)
            complaints.append(Complaint(f"{name}.{key}", str(error)))
    section: Section = kind(**good)
    return section


def save(path: Path, key: str, value: object) -> None:
    """Write one setting ("section.name") or all "queues", keeping everything else as it is.

    A file that cannot be parsed is kept beside as `settings.toml.broken`; the last good
    one takes its place.

    Raises:
        OSError: the file cannot be written.
        ValueError: the value does not fit the setting.
    """
    import tomlkit
    import tomlkit.exceptions

    section, _, name = key.partition(".")
    fitting = convert(key, value)
    try:
        document = tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        document = _last_good(path)
    except (UnicodeDecodeError, tomlkit.exceptions.TOMLKitError):
        path.replace(path.with_suffix(".toml.broken"))
        document = _last_good(path)
    if section == QUEUES:
        queue_file.write(document, fitting)  # type: ignore[arg-type]
    else:
        if section not in document:
            document[section] = tomlkit.table()
        document[section][name] = msgspec.to_builtins(fitting)
    scratch = path.with_suffix(".toml.new")
    scratch.write_text(tomlkit.dumps(document), "utf-8")
    scratch.replace(path)


def _last_good(path: Path) -> tomlkit.TOMLDocument:
    import tomlkit

    try:
        return tomlkit.parse(path.with_suffix(_LAST_GOOD).read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
