"""Validation by JSON Schema. What surely fits is passed at once; every complaint is the library's.

Nearly every document is sound, and to find that out by the library takes longer than all the rest of a build. So each
schema becomes one function that says whether a value surely fits. Where it says no, or the schema has a keyword that
is not known here, the library is loaded and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = Mapping[str, Any]
Fits = Callable[[Any], bool]

_NOTES = {"$schema", "$id", "$defs", "title", "description"}
_NO_TYPE = {"enum", "const", "oneOf"}
_OF_TYPE = {
    "string": {"minLength", "maxLength", "pattern"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
    "array": {"items", "prefixItems", "minItems", "maxItems"},
    "object": {"properties", "additionalProperties", "required", "dependentRequired", "minProperties"},
    "boolean": set[str](),
    "null": set[str](),
}
"""The keywords that are known here, by the type that they speak of."""
_KNOWN = set[str]().union({"type"}, _NO_TYPE, *_OF_TYPE.values())
_ANY = float("inf")


class Validator:
    """Draft 2020-12, as far as this project's schemas use it."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.fits = _Compiler(schema.get("$defs", {})).fits(schema)

    def iter_errors(self, value: Any) -> Iterator[ValidationError]:
        """The library's complaints about `value`; none if it fits."""
        if self.fits(value):
            return iter(())
        from jsonschema import Draft202012Validator  # Here, since it takes long to load and is seldom needed.

        return iter(Draft202012Validator(self.schema).iter_errors(value))


class _Compiler:
    """Makes functions of schemas. `definitions` is what their references lead to."""

    def __init__(self, definitions: Schema) -> None:
        self.definitions = definitions
        self.defined: dict[str, Fits] = {}

    def fits(self, schema: Any) -> Fits:
        """Whether a value surely fits `schema`."""
        if isinstance(schema, bool):
            return partial(_always, schema)
        says = schema.keys() - _NOTES
        if says == {"$ref"}:
            return self.reference(schema["$ref"].removeprefix("#/$defs/"))
        if not says <= _KNOWN:
            return partial(_always, False)
        tests = [self.no_type(keyword, schema[keyword]) for keyword in _NO_TYPE & says]
        if "type" in schema:
            kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            by_kind = [self.of_type(kind, schema) for kind in kinds]
            tests.append(by_kind[0] if len(by_kind) == 1 else partial(_any, by_kind))
        elif says - _NO_TYPE:
            return partial(_always, False)
        return tests[0] if len(tests) == 1 else partial(_all, tests)

    def reference(self, name: str) -> Fits:
        """The function of a definition; one that holds itself is looked up when it is needed."""
        if name not in self.defined:
            self.defined[name] = lambda value: self.defined[name](value)
            self.defined[name] = self.fits(self.definitions[name])
        return self.defined[name]

    def no_type(self, keyword: str, said: Any) -> Fits:
        """The test of a keyword that speaks of any type."""
        if keyword == "const":
            return partial(_one_of, (said,))
        if keyword == "enum":
            return partial(_one_of, tuple(said))
        if all(set(way) == {"required"} for way in said):
            return partial(_required_once, [frozenset(way["required"]) for way in said])
        return partial(_always, False)

    def of_type(self, kind: str, schema: Schema) -> Fits:
        """Whether a value is of a type, and fits the keywords that speak of that type."""
        say = schema.get
        if kind == "string":
            return partial(_text, re.compile(say("pattern", "")).search, say("minLength", 0), say("maxLength", _ANY))
        if kind in ("integer", "number"):
            types = (int,) if kind == "integer" else (int, float)
            return partial(_number, types, say("minimum", -_ANY), say("maximum", _ANY))
        if kind == "array":
            first = [self.fits(one) for one in say("prefixItems", ())]
            return partial(_list, first, self.fits(say("items", True)), say("minItems", 0), say("maxItems", _ANY))
        if kind == "object":
            properties = {name: self.fits(below) for name, below in say("properties", {}).items()}
            more = self.fits(say("additionalProperties", True))
            required = frozenset(say("required", ()))
            return partial(_object, properties, more, required, say("dependentRequired", {}), say("minProperties", 0))
        return partial(_exactly, bool if kind == "boolean" else type(None))


def _always(answer: bool, _value: Any) -> bool:
    return answer


def _all(tests: list[Fits], value: Any) -> bool:
    return all(test(value) for test in tests)


def _any(tests: list[Fits], value: Any) -> bool:
    return any(test(value) for test in tests)


def _exactly(kind: type, value: Any) -> bool:
    return type(value) is kind


def _one_of(choices: tuple[Any, ...], value: Any) -> bool:
    # For Python, 1 is also True and 1.0; JSON tells them apart.
    return any(value == choice and type(value) is type(choice) for choice in choices)


def _required_once(ways: list[frozenset[str]], value: Any) -> bool:
    return isinstance(value, dict) and sum(way <= value.keys() for way in ways) == 1


def _text(search: Callable[[str], object], shortest: int, longest: float, value: Any) -> bool:
    return isinstance(value, str) and shortest <= len(value) <= longest and bool(search(value))


def _number(types: tuple[type, ...], least: float, most: float, value: Any) -> bool:
    return type(value) in types and least <= value <= most


def _list(first: list[Fits], rest: Fits, shortest: int, longest: float, value: Any) -> bool:
    if not isinstance(value, list) or not shortest <= len(value) <= longest:
        return False
    if not first:
        return all(map(rest, value))
    return all(test(item) for test, item in zip(first, value, strict=False)) and all(map(rest, value[len(first) :]))


def _object(
    properties: dict[str, Fits],
    more: Fits,
    required: frozenset[str],
    together: Mapping[str, list[str]],
    fewest: int,
    value: Any,
) -> bool:
    if not isinstance(value, dict) or len(value) < fewest or not required <= value.keys():
        return False
    if any(name in value and not set(others) <= value.keys() for name, others in together.items()):
        return False
    return all(properties.get(name, more)(below) for name, below in value.items())
