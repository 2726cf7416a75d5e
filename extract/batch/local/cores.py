"""Counts the cores that this process may use."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
OWN_GROUPS = Path("/proc/self/cgroup")


def count_cores(root: Path = ROOT, own_groups: Path = OWN_GROUPS) -> int:
    """Return how many cores this process may use, at least 1.

    The cores that the system lets it run on, but no more than the quota of its container, rounded
    up.

    Args:
        root: Where Linux has the limits of control groups.
        own_groups: The file that lists the control groups of this process.
    """
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        cores = len(os.sched_getaffinity(0))
    quotas = [quota for folder in _folders(root, own_groups) if (quota := _quota(folder))]
    return max(1, min([cores, *map(math.ceil, quotas)]))


def _folders(root: Path, own_groups: Path) -> Iterator[Path]:
    """Yield the folders of this process's control groups and of the groups that contain them."""
    try:
        lines = own_groups.read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux, or no control groups
        return
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        home = root / controllers if controllers else root
        # A container may see the name its group has outside, where there is no such folder.
        inner = home / group.lstrip("/")
        yield from (folder for folder in (inner, *inner.parents) if folder.is_relative_to(home))


def _quota(folder: Path) -> float | None:
    """Return how many cores a control group may use; None if it has no limit."""
    try:
        if (limit := folder / "cpu.max").exists():  # version 2
            quota, period = limit.read_text(encoding="ascii").split()
        else:
            quota = (folder / "cpu.cfs_quota_us").read_text(encoding="ascii")
            period = (folder / "cpu.cfs_period_us").read_text(encoding="ascii")
        cores = float(quota) / float(period)
    except (OSError, ValueError, ZeroDivisionError):  # "max", or no such file
        return None
    return cores if cores > 0 else None
