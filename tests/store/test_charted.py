"""The whole history of a cluster is asked at once, and what is private is not among it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.store.scene import Scene, fill

from facilitator.charts import CHARTS
from facilitator.charts.chart import View
from facilitator.charts.whole import HISTORY, draw_history
from facilitator.charts.words import CAUTIOUS
from facilitator.domain.history import Wave
from facilitator.domain.refusal import NotFound
from facilitator.domain.shares import Share
from facilitator.edits.settings import change_setting
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store.store import Store


def test_every_chart_others_may_see_has_its_rows_and_no_other(store: Store) -> None:
    scene = fill(store)
    found = store.ask(queries.charted, scene.cluster)
    assert set(found.rows) == {chart.needs for chart in HISTORY}
    private = {chart.needs for chart in CHARTS if chart.private}
    assert not private & set(found.rows)
    for needs, rows in found.rows.items():
        assert rows == store.ask(getattr(queries, needs), scene.cluster)
    assert found.cluster == "ØNH – Eksempel"
    assert found.cuts == store.ask(queries.marks, scene.cluster)
    assert len(draw_history(found, View(), Language("da"))) == len(HISTORY)


def test_how_figures_are_shown_is_as_the_cluster_has_set_it(store: Store, scene: Scene) -> None:
    before = store.ask(queries.charted, scene.cluster)
    assert (before.least, before.cautious) == (5, False)
    with store.edit("Setting", cluster=scene.cluster) as session:
        change_setting(session, scene.cluster, "least_shown", 8)
        change_setting(session, scene.cluster, "cautious", True)
    found = store.ask(queries.charted, scene.cluster)
    assert (found.least, found.cautious) == (8, True)
    wave = Wave(date(2026, 9, 1), "", 17, 14, (("improved", Share(6, 14)),))
    charted = replace(found, rows={**found.rows, "survey_waves": (wave,)})
    caveats = [
        text for one in draw_history(charted, View(), Language("en")) for text in one.caveats
    ]
    assert caveats.count(CAUTIOUS) == 1


def test_a_cluster_that_is_gone_is_not_charted(store: Store) -> None:
    with pytest.raises(NotFound):
        store.ask(queries.charted, "01a208edbaaf7c7a801707aef7cd815c")
