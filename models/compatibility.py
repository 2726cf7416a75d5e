"""Records for a reader that was made for an earlier release of the schema.

Within one `schema_version` fields are added, never renamed, removed or given another meaning
(docs/schema.md). A reader that takes only what it knows can therefore be given newer records by
leaving out what its own schema does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]


class SchemaMismatchError(ValueError):
    """A record cannot be fitted to a schema, as a field that it needs is not there."""


def fit_record(record: Json, schema: Json) -> Json:
    """Return a record with only the fields that a schema has.

    Args:
        record: A record of the same `schema_version`, newer than the schema or as old.
        schema: The JSON Schema of an earlier release, as `python -m extract schema` printed it.

    Raises:
        SchemaMismatchError: The schema is of another `schema_version`, or asks for a field that
            the record does not have.
    """
    known = schema.get("properties", {}).get("schema_version", {}).get("const")
    if known != record.get("schema_version"):
        raise SchemaMismatchError(
            f"the record is of schema version {record.get('schema_version')}, the schema of {known}"
        )
    fitted: Json = _fit(record, schema, schema, "")
    return fitted


def _fit(value: Any, form: Json, schema: Json, at: str) -> Any:
    """Return a value with only what a part of a schema has."""
    if isinstance(value, dict):
        forms = [option for option in _options(form, schema) if _is_object(option)]
        if not forms:
            return value
        return _fit_object(value, forms[0], schema, at)
    if isinstance(value, list):
        forms = [option for option in _options(form, schema) if "items" in option]
        if forms:
            return [
                _fit(item, forms[0]["items"], schema, f"{at}/{index}")
                for index, item in enumerate(value)
            ]
    return value


def _fit_object(value: Json, form: Json, schema: Json, at: str) -> Json:
    """Return an object with only the properties that a form has."""
    properties: Mapping[str, Json] = form.get("properties", {})
    others = form.get("additionalProperties", True)
    missing = [name for name in form.get("required", []) if name not in value]
    if missing:
        raise SchemaMismatchError(f"{at}/{missing[0]} is missing")
    fitted = {}
    for name, part in value.items():
        if name in properties:
            fitted[name] = _fit(part, properties[name], schema, f"{at}/{name}")
        elif isinstance(others, dict):
            fitted[name] = _fit(part, others, schema, f"{at}/{name}")
        elif others and not properties:
            fitted[name] = part
    return fitted


def _is_object(form: Json) -> bool:
    """Return whether a form is that of an object."""
    return form.get("type") == "object" or "properties" in form


def _options(form: Json, schema: Json) -> Iterator[Json]:
    """Yield the forms that a value may have, references followed."""
    if "$ref" in form:
        target: Any = schema
        for part in form["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from _options(target, schema)
    elif "anyOf" in form:
        for option in form["anyOf"]:
            yield from _options(option, schema)
    else:
        yield form
