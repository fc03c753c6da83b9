"""Writing a wheel by hand: two files and their metadata need no build back end."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

from build.engine import recipe


def write(folder: Path, version: str, tag: str, files: list[Path]) -> Path:
    """Write the engine's wheel into `folder` and return its path.

    Args:
        version: such as `2.17+desk1`.
        tag: the wheel's tag, such as `cp312-cp312-linux_x86_64`.
        files: put at the top level.
    """
    name = f"{recipe.DISTRIBUTION.replace('-', '_')}-{version}"
    info = f"{name}.dist-info"
    content = {path.name: path.read_bytes() for path in files}
    content[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {recipe.DISTRIBUTION}\nVersion: {version}\n"
        "Summary: pjsua2 as Desk App builds it\nLicense: GPL-2.0-or-later\n"
    ).encode()
    content[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: desk-app\nRoot-Is-Purelib: false\nTag: {tag}\n"
    ).encode()
    record = f"{info}/RECORD"
    rows = [f"{path},{_sum(data)},{len(data)}" for path, data in content.items()]
    content[record] = "\n".join([*rows, f"{record},,", ""]).encode()
    wheel = folder / f"{name}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in content.items():
            archive.writestr(path, data)
    return wheel


def _sum(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"
