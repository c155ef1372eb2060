"""The typical cases of `etiquette report`: each a picture of what would be answered over the weeks, and what happens in it."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from connect_etiquette.asking import Voice
from connect_etiquette.report import Words
from connect_etiquette.report.courses import DATE_LETTER

from tests.unit.test_report import LANGUAGES, page, proved_and_locale


def test_eight_cases_are_pictures_of_what_would_be_answered() -> None:
    pictures = page("ours").split("<svg ")[1:]
    assert len(pictures) == 8
    for picture in pictures:
        drawn = ElementTree.fromstring("<svg " + picture.partition("</svg>")[0] + "</svg>")
        assert len(drawn.findall(".//rect")) >= 2
        assert drawn.attrib["aria-label"]
    assert "Tue 10 Mar 14:00 Wait; Tue 10 Mar 15:00 Fine now" in pictures[1], "they agreed on parting"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_promised_is_told_apart_from_when_it_was_said(language: str) -> None:
    """Both are dates: the first is a day in words, and the second says what it is."""
    cases = page("ours", language).partition('<section id="cases">')[2].partition("</section>")[0]
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cases) == []
    words = Words(language)
    promised, said = words.day(datetime(2026, 3, 17)), words.day(datetime(2026, 3, 10))
    assert f": {promised} ({words('said-on', when=f'{said}, 15:00')})" in cases


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stretch_has_its_colour_alone(language: str) -> None:
    """What a narrow one has no room for stands in its title, and with its colour below the picture."""
    proved, locale = proved_and_locale("ours", language)
    voice, narrow = Voice(proved, locale), 0
    words = {voice.verdict(verdict) for verdict in proved.rule_set.verdicts}
    for case in page("ours", language).split('<div class="case">')[1:]:
        drawn = ElementTree.fromstring("<svg " + case.partition("<svg ")[2].partition("</svg>")[0] + "</svg>")
        below = set(
            re.findall(r'<span class="badge [a-z]+">(.*?)</span>', case.partition("</svg>")[2].partition("<table")[0])
        )
        for stretch in (one for one in drawn.findall("g") if one.find("rect") is not None):
            title, inside = stretch.findtext("title", ""), {text.text for text in stretch.findall("text")}
            (word,) = (one for one in words if title.endswith(f" {one}"))
            assert word in inside or word in below
            narrow += word not in inside
    assert narrow >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_runs_into_the_next(language: str) -> None:
    seen = 0
    for picture in page("ours", language).split("<svg ")[1:]:
        drawn = ElementTree.fromstring("<svg " + picture.partition("</svg>")[0] + "</svg>")
        dates = [one for one in drawn.iter("text") if one.attrib.get("y") == "77"]
        places = [float(one.attrib["x"]) for one in dates]
        for one, begins, following in zip(dates, places, [*places[1:], 680.0], strict=True):
            assert begins + len(one.text or "") * DATE_LETTER <= following, one.text
            seen += 1
    assert seen > 10
