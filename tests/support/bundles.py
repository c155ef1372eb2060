"""Changes the bundle of a test copy, where a test needs another one than the rules make."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def with_core(built: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of the built extension with its core changed in place by `change`."""
    shutil.copytree(built, target)
    core = json.loads((target / "bundle" / "core.json").read_text("utf-8"))
    change(core)
    text = json.dumps(core, ensure_ascii=False)
    (target / "bundle" / "core.json").write_text(text, "utf-8")
    return target


LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒğħíĵķłɱñöþɋŕšţüṽŵẋýžÅƁÇĐÉƑĞĦÍĴĶŁṀÑÖÞɊŔŠŢÜṼŴẊÝŽ",
)


def strange(text: str) -> str:
    """A text without one plain letter, and longer by half: what still shows plain letters was never translated."""
    return text.translate(LETTERS) + "·" * (len(text) // 2)


def strange_texts(data: Any) -> Any:
    """Every string among text segments made strange; names of placeholders and all else stay."""
    if isinstance(data, dict):
        if set(data) == {"put"}:
            return data
        if set(data) == {"if", "then", "else"}:
            return {"if": data["if"], "then": strange_texts(data["then"]), "else": strange_texts(data["else"])}
        return {key: strange_texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [strange(part) if isinstance(part, str) else strange_texts(part) for part in data]
    return data


def with_strange_locales(built: Path, target: Path, locales: dict[str, str]) -> Path:
    """A copy of the built extension that speaks `locales`, languages with the way they are written, in strange words."""
    text = json.loads((built / "bundle" / "text.en.json").read_text("utf-8"))

    def speak(core: dict[str, Any]) -> None:
        core["locales"] += list(locales)
        for locale, direction in locales.items():
            core["chip"][locale] = strange_texts(core["chip"]["en"])
            core["chip"][locale]["words"]["chip-direction"] = [direction]

    copy = with_core(built, target, speak)
    for locale, direction in locales.items():
        spoken = {**strange_texts(text), "locale": locale, "format": text["format"]}
        for kind in ("rules", "adjustments", "tips"):
            for id_, body in text[kind].items():
                spoken[kind][id_] |= {key: body[key] for key in ("agreement", "situation", "ours")}
        spoken["words"]["chip-direction"] = [direction]
        (copy / "bundle" / f"text.{locale}.json").write_text(json.dumps(spoken, ensure_ascii=False), "utf-8")
    return copy
