"""A JSON Schema validator that passes fitting texts and numbers on at once.

Most of what is validated is plain: a text, a number, a list of them. To go down into each as into a whole document
takes far longer than to look at it, so what plainly fits is left out; all else, and every complaint, is the library's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]
Fits = Callable[[Any], bool]

_SAYS_NOTHING = {"type", "title", "description"}
_TEXT = {"minLength", "maxLength", "pattern"}
_WHOLE_NUMBER = {"minimum", "maximum"}
_LIST = {"items", "minItems", "maxItems"}
_PLAIN_OBJECT = {"properties", "additionalProperties", "required", "minProperties"}
_OBJECT = {"properties", "additionalProperties", "required", "dependentRequired"}

_known: dict[int, tuple[Schema, Fits | None]] = {}
"""By the schema's identity; the schema itself is kept, so that its identity stays its own."""


def _nowhere(_value: object) -> bool:
    return False


def _fits(schema: Any) -> Fits:
    """Whether a value plainly fits a schema: no means only that the library is to say."""
    if not isinstance(schema, dict):
        return _nowhere
    if id(schema) not in _known:
        _known[id(schema)] = (schema, None)  # A schema that holds itself is the library's.
        _known[id(schema)] = (schema, _plain(schema))
    return _known[id(schema)][1] or _nowhere


def _plain(schema: Schema) -> Fits | None:
    says = schema.keys() - _SAYS_NOTHING
    kind = schema.get("type")
    if isinstance(kind, list) and "string" in kind:  # What is said of the other types does not concern a text.
        kind, says = "string", says - _OBJECT
    if kind == "string" and says <= _TEXT:
        pattern = re.compile(schema.get("pattern", "")).search
        return partial(_fitting_text, pattern, schema.get("minLength", 0), schema.get("maxLength", float("inf")))
    if kind == "integer" and says <= _WHOLE_NUMBER:
        return partial(_fitting_integer, schema.get("minimum", float("-inf")), schema.get("maximum", float("inf")))
    if kind == "array" and says <= _LIST and "items" in schema:
        fits = _fits(schema["items"])
        return partial(_fitting_list, fits, schema.get("minItems", 0), schema.get("maxItems", float("inf")))
    if kind == "object" and says <= _PLAIN_OBJECT:
        properties = {name: _fits(below) for name, below in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties", False)
        required = frozenset(schema.get("required", ()))
        return partial(_fitting_object, properties, _fits(more), required, schema.get("minProperties", 0))
    if says == {"enum"} and kind is None and all(isinstance(value, str) for value in schema["enum"]):
        return partial(_fitting_word, frozenset(schema["enum"]))
    return None


def _fitting_text(search: Callable[[str], object], shortest: int, longest: float, value: object) -> bool:
    return isinstance(value, str) and shortest <= len(value) <= longest and bool(search(value))


def _fitting_integer(least: float, most: float, value: object) -> bool:
    return type(value) is int and least <= value <= most


def _fitting_list(fits: Fits, shortest: int, longest: float, value: object) -> bool:
    return isinstance(value, list) and shortest <= len(value) <= longest and all(map(fits, value))


def _fitting_word(words: frozenset[str], value: object) -> bool:
    return isinstance(value, str) and value in words


def _fitting_object(
    properties: dict[str, Fits], more: Fits, required: frozenset[str], fewest: int, value: object
) -> bool:
    if not isinstance(value, dict) or len(value) < fewest or not required <= value.keys():
        return False
    return all(properties.get(name, more)(below) for name, below in value.items())


Complaints = Iterator[ValidationError]
_library = Draft202012Validator.VALIDATORS


def _properties(validator: Any, properties: dict[str, Any], instance: Any, schema: Schema) -> Complaints:
    if isinstance(instance, dict):
        left = {
            name: below for name, below in properties.items() if name in instance and not _fits(below)(instance[name])
        }
        yield from _library["properties"](validator, left, instance, schema)


def _additional(validator: Any, below: Any, instance: Any, schema: Schema) -> Complaints:
    if isinstance(below, dict) and isinstance(instance, dict):
        fits = _fits(below)
        instance = {name: value for name, value in instance.items() if not fits(value)}
    yield from _library["additionalProperties"](validator, below, instance, schema)


def _items(validator: Any, below: Any, instance: Any, schema: Schema) -> Complaints:
    if not isinstance(below, dict) or not isinstance(instance, list) or "prefixItems" in schema:
        yield from _library["items"](validator, below, instance, schema)
        return
    fits = _fits(below)
    for index, item in enumerate(instance):
        if not fits(item):
            yield from validator.descend(item, below, path=index)


Validator: Any = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"properties": _properties, "additionalProperties": _additional, "items": _items}
)


def inlined(schema: Schema) -> Schema:
    """`schema` with its own definitions in place of the references to them, so that these need not be looked up."""
    definitions = schema.get("$defs", {})

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return definitions[part["$ref"].removeprefix("#/$defs/")]
        return {key: inline(below) for key, below in part.items()}

    for part in definitions.values():
        part |= inline(part)
    whole: Schema = inline({key: below for key, below in schema.items() if key != "$defs"})
    return whole
