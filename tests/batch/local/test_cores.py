from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.batch.local.cores import count_cores


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(8)), raising=False)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("max 100000", 8), ("200000 100000", 2), ("150000 100000", 2), ("20000 100000", 1)],
)
def test_a_container_s_quota_counts(tmp_path: Path, quota: str, cores: int) -> None:
    put(tmp_path / "cgroup", "0::/\n")
    put(tmp_path / "fs/cpu.max", f"{quota}\n")
    assert count_cores(tmp_path / "fs", tmp_path / "cgroup") == cores


def test_so_does_that_of_a_group_around_its_own(tmp_path: Path) -> None:
    put(tmp_path / "cgroup", "0::/system.slice/run.service\n")
    put(tmp_path / "fs/system.slice/cpu.max", "300000 100000\n")
    put(tmp_path / "fs/system.slice/run.service/cpu.max", "max 100000\n")
    assert count_cores(tmp_path / "fs", tmp_path / "cgroup") == 3


def test_so_does_one_of_the_first_version(tmp_path: Path) -> None:
    put(tmp_path / "cgroup", "11:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab\n")
    put(tmp_path / "fs/cpu,cpuacct/cpu.cfs_quota_us", "400000\n")
    put(tmp_path / "fs/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
    assert count_cores(tmp_path / "fs", tmp_path / "cgroup") == 4


def test_so_do_the_cores_it_may_run_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {1, 5}, raising=False)
    assert count_cores(tmp_path / "fs", tmp_path / "cgroup") == 2


def test_without_limits_all_cores_count(tmp_path: Path) -> None:
    put(tmp_path / "cgroup", "4:cpu,cpuacct:/\n")
    put(tmp_path / "fs/cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
    put(tmp_path / "fs/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
    assert count_cores(tmp_path / "fs", tmp_path / "cgroup") == 8
    assert count_cores(tmp_path / "none", tmp_path / "none") == 8
