"""A chart as SVG is a sound document with its words as text, and nothing is said beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.figures import make_chart

from facilitator.charts.colours import LIGHT, resolve
from facilitator.charts.layout import lay_out_page
from facilitator.charts.measure import measure
from facilitator.charts.sketch import Area, Box, Shape, Sketch, Stroke, Text
from facilitator.charts.svg import as_svg
from facilitator.language import Language
from facilitator.paths import resources

DANISH = Language("da")
SVG = "{http://www.w3.org/2000/svg}"
EVERYTHING = Sketch(
    200,
    100,
    "Før & efter",
    "Én måling.",
    (
        Box(0, 0, 200, 100, "surface", "line", 4),
        Area(((10, 10), (20, 10), (20, 20)), "accent~9"),
        Stroke(((0, 50), (200, 50)), "ink2", 1.5, "dash"),
        Shape("circle", 20, 50, 9, "accent", "accent"),
        Shape("triangle", 40, 50, 9, None, "warn"),
        Shape("diamond", 60, 50, 9, "surface", "kind:goals"),
        Shape("square", 80, 50, 9, "ink3", "ink3"),
        Text(100, 90, "<5 & “flere” \x01af 12", anchor="middle", weight=600),
    ),
)


def read(sketch: Sketch) -> ElementTree.Element:
    return ElementTree.fromstring(as_svg(sketch))


def test_the_words_are_text_in_a_font_with_others_to_fall_back_on() -> None:
    root = read(EVERYTHING)
    text = root.find(f"{SVG}text")
    assert text is not None
    assert text.text == "<5 & “flere” af 12"
    assert text.get("text-anchor") == "middle"
    assert str(root.get("font-family")).startswith("Inter, ")
    assert str(root.get("font-family")).endswith("sans-serif")


def test_it_has_a_title_and_a_description_and_no_other_facts() -> None:
    root = read(EVERYTHING)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title") == "Før & efter"
    assert root.findtext(f"{SVG}desc") == "Én måling."
    drawn = {f"{SVG}{tag}" for tag in ("rect", "polygon", "polyline", "circle", "text")}
    assert {child.tag for child in root[2:]} == drawn
    assert b"<!--" not in as_svg(EVERYTHING)


def test_a_colour_is_a_token_or_a_share_of_it_on_the_surface() -> None:
    assert resolve("accent") == LIGHT["accent"]
    assert resolve("ink~0") == LIGHT["surface"]
    assert resolve("ink~100") == LIGHT["ink"]
    with pytest.raises(KeyError):
        resolve("red")


def test_the_colours_are_those_of_the_light_theme() -> None:
    from facilitator.ui import theme

    plain = {name: colour for name, colour in LIGHT.items() if ":" not in name}
    assert plain == {name: getattr(theme.LIGHT, name) for name in plain}


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_picture_of_every_chart_is_sound_xml_with_all_its_words(seed: int) -> None:
    sketch = lay_out_page(make_chart(seed), 900, 560, measure, DANISH)
    root = read(sketch)
    assert [text.text for text in root.iter(f"{SVG}text")] == [text.text for text in sketch.texts]


def test_a_reader_of_svg_draws_it(tmp_path: Path) -> None:
    import typst

    sketch = lay_out_page(make_chart(171), 600, 400, measure, DANISH)
    (tmp_path / "x.svg").write_bytes(as_svg(sketch))
    (tmp_path / "y.svg").write_bytes(as_svg(replace(EVERYTHING, title="")))
    page = '#set page(width: auto, height: auto)\n#image("x.svg")\n#image("y.svg")'
    (tmp_path / "x.typ").write_text(page)
    fonts = [resources() / "fonts"]
    drawn = typst.compile(
        tmp_path / "x.typ", format="png", font_paths=fonts, ignore_system_fonts=True
    )
    assert isinstance(drawn, bytes)
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 5_000
