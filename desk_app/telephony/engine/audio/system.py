"""What differs between systems for sound: priorities, and children without a window."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""For `subprocess`' creationflags: Windows would show a console for each child."""
_NICE = -11


def raise_priority() -> None:
    """Raise the calling thread's priority, and that of threads it starts from now on.

    Windows: the whole process. Refused without a right or a limit that allows
    it (RLIMIT_NICE); that is no fault.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
    elif sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            psutil.Process().nice(psutil.HIGH_PRIORITY_CLASS)
