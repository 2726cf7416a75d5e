"""Records as pandas tables."""

from __future__ import annotations

import pandas as pd

from extract import to_frames
from extract.tables.model import TABLES
from tests.records import make_record


def test_each_table_is_a_frame_with_typed_columns() -> None:
    frames = to_frames(iter([make_record(), make_record(position=2)]))
    assert list(frames) == [table.name for table in TABLES]
    for table in TABLES:
        assert list(frames[table.name].columns) == table.names()
    steps = frames["steps"]
    assert list(steps["seq"]) == [1, 2, 1, 2]
    assert steps["duration_working_minutes"].sum() == 1800
    assert steps["duration_working_minutes"].isna().sum() == 2
    created = frames["documents"]["created_on"]
    assert pd.api.types.is_datetime64_any_dtype(created)
    assert created[0] == pd.Timestamp(2024, 2, 1)
    assert frames["documents"]["approver_nip"].isna().all()
    assert frames["documents"]["pages"][0] == [1, 2]


def test_tables_join_by_id() -> None:
    frames = to_frames([make_record()])
    joined = frames["step_actors"].merge(frames["steps"], on=["id", "seq"])
    assert list(joined["activity"]) == ["Menerima permohonan"]


def test_one_record_need_not_be_a_list() -> None:
    one, many = to_frames(make_record()), to_frames([make_record()])
    assert all(one[name].equals(many[name]) for name in many)


def test_no_records_make_empty_frames_of_the_same_form() -> None:
    frames = to_frames([])
    assert all(frame.empty for frame in frames.values())
    assert list(frames["flow"].columns) == ["id", "position", "source", "target", "label"]
