"""Write `docs/settings.md` from the settings table: `python -m build.settings_page`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "settings.md"

HEAD = """\
# Settings

All settings live in `settings.toml` in the data folder (`desk-app doctor` says where that is).
What is absent has its default. A value that cannot be used is named when the desk opens, and its
default is used; a file that cannot be read at all is left as it is. The account's password is kept
in the system's keyring, never in this file.

This page is written by `python3 dev.py fmt` from the table in `desk_app/settings.py`.
"""


KINDS = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "tuple": "list",
    "dict": "table",
}


def page() -> str:
    """Return the whole page, Markdown."""
    from desk_app import settings

    lines = [HEAD]
    section = ""
    for row in (*settings.table(), *settings.queue_table(), *settings.pbx_table()):
        table, name = row.key.split(".")
        if table != section:
            section = table
            title = f"[[{table}]]" if table == settings.QUEUES else f"[{table}]"
            lines += ["", f"## {title}", "", "| setting | kind | default | what it is |"]
            lines.append("|---|---|---|---|")
        kind = KINDS.get(row.type, row.type.replace("|", "or"))
        kind += f", {row.unit}" if row.unit else ""
        default = repr(row.default) if isinstance(row.default, str) else f"{row.default}".lower()
        default = {"''": "empty", "()": "empty", "[]": "empty", "{}": "empty"}.get(
            default, default.replace("'", '"')
        )
        lines.append(f"| `{name}` | {kind} | {default} | {row.sentence} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
