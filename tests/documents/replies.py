"""A cluster to ask, the sheet it is sent, and the hands that fill the sheet in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree as ET

from tests.documents.example import START, commitment, written
from tests.documents.test_minutes import minutes

from facilitator.documents.document import Asked
from facilitator.documents.reply import as_xlsx
from facilitator.domain.between import Asking, Told, WhatWeAgreed
from facilitator.domain.outcomes import FollowUp
from facilitator.domain.written_agenda import Recipient
from facilitator.language import Language

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
ASKED = Asked(NOW)
DANISH, ENGLISH = Language("da"), Language("en")
ANNA = Recipient("019bc2c2-c130-7fb2-bbf3-000000000001", "Anna Eksempel", "anna@example.org")
BO = Recipient("019bc2c2-c130-7fb2-bbf3-000000000002", "Bo Eksempel", "")
CLUSTER = "019bc2c2-c130-7fb2-bbf3-00000000000c"
IDS = tuple(f"019bc2c2-c130-7fb2-bbf3-0000000000{n:02d}" for n in (11, 12, 13))
SHEET = "xl/worksheets/sheet1.xml"
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def asking(action: str = "Ring selv tilbage", *, everybody: bool = False) -> Asking:
    """Anna, or everybody, with something of her own, of her clinic's and of the whole cluster's."""
    meeting = written().meeting
    word = FollowUp("w", NOW.replace(month=9, day=20), None, "trying", "", "Går fint", "Travlt", "")
    own, clinic, whole = (
        commitment(IDS[0], ANNA.name, action=action, member=ANNA.id, clinic=None),
        commitment(IDS[1], "Klinik 1", clinic="k1", situation="en akut", sign="Ens svar", due=None),
        commitment(IDS[2], "", clinic=None, whole_cluster=True, due_next_meeting=True),
    )
    return Asking(
        CLUSTER,
        "ØNH – Eksempel",
        "Europe/Copenhagen",
        None if everybody else ANNA,
        (ANNA, BO),
        (
            Told(replace(own, snoozed=date(2026, 9, 30)), "planned"),
            Told(clinic, "trying", word),
            Told(whole, "planned"),
        ),
        replace(meeting, number=6, start=START.replace(month=9)),
        meeting,
    )


def agreed(text: str = "Akuttid hver dag") -> WhatWeAgreed:
    """What a held meeting ended with."""
    held = minutes(text)
    coming = asking().coming
    return WhatWeAgreed(
        held.cluster,
        held.zone,
        held.meeting,
        held.taken_home,
        held.agreed,
        (ANNA, BO),
        coming,
    )


def sheet(lang: Language = DANISH, *, everybody: bool = False) -> bytes:
    """The sheet that is sent out."""
    return as_xlsx(asking(everybody=everybody), lang, ASKED)


def fill(content: bytes, cells: Mapping[str, str | float]) -> bytes:
    """The file as a spreadsheet program writes it after these cells were typed in."""
    return changed(content, SHEET, lambda xml: _typed(xml, cells))


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one of its parts made another."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return made.getvalue()


def _typed(xml: bytes, cells: Mapping[str, str | float]) -> bytes:
    ET.register_namespace("", _NS)
    root = ET.fromstring(xml)
    data = root.find(f"{{{_NS}}}sheetData")
    assert data is not None
    for place, value in cells.items():
        cell = _cell(data, place)
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = ET.SubElement(ET.SubElement(cell, f"{{{_NS}}}is"), f"{{{_NS}}}t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            cell.attrib.pop("t", None)
            ET.SubElement(cell, f"{{{_NS}}}v").text = repr(value)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _cell(data: ET.Element, place: str) -> ET.Element:
    number = re.sub("[A-Z]", "", place)
    row = next((one for one in data if one.get("r") == number), None)
    if row is None:
        row = ET.SubElement(data, f"{{{_NS}}}row", {"r": number})
    found = next((one for one in row if one.get("r") == place), None)
    return ET.SubElement(row, f"{{{_NS}}}c", {"r": place}) if found is None else found
