"""Values by their JSON pointers (RFC 6901), in records that may lack any part."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

Json = dict[str, Any]


@lru_cache(maxsize=1 << 16)
def split_pointer(pointer: str) -> tuple[str, ...]:
    """Return the parts of a JSON pointer."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def value_at(value: Any, pointer: str, default: Any = None) -> Any:
    """Return what stands at a pointer, or `default` where there is nothing."""
    for part in split_pointer(pointer):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return default
    return value


def list_at(value: Any, pointer: str) -> list[Any]:
    """Return the list at a pointer; an empty one where there is none."""
    found = value_at(value, pointer)
    return found if isinstance(found, list) else []


def objects_at(value: Any, pointer: str) -> list[Json]:
    """Return the list at a pointer, with whatever is no object in it as an empty one."""
    return [item if isinstance(item, dict) else {} for item in list_at(value, pointer)]
