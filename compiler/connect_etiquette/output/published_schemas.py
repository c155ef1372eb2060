"""The published JSON Schemas of what is written, and whether it keeps to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from ..findings import Finding
from ..source import Schema, Validator


def published_schema(name: str) -> Schema:
    """The published JSON Schema `name` (core, text, sources, findings, records)."""
    text = (files("connect_etiquette") / "schemas" / f"{name}.schema.json").read_text("utf-8")
    schema: Schema = json.loads(text)
    return schema


def validate_output(name: str, data: object) -> Iterator[Finding]:
    """A finding for each way in which `data`, the bundle's part `name`, deviates from its published schema."""
    for error in Validator(published_schema(name.partition(".")[0])).iter_errors(data):
        yield Finding("artefact", f"bundle/{name}.json: {error.json_path}: {error.message[:200]}")
