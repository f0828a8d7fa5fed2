"""The whole history of a cluster is asked at once, and what is private is not among it."""

from __future__ import annotations

import pytest
from tests.store.scene import Scene, fill

from facilitator.charts import CHARTS
from facilitator.charts.chart import View
from facilitator.charts.whole import HISTORY, draw_history
from facilitator.domain.refusal import NotFound
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


def test_the_least_number_shown_is_that_of_the_cluster(store: Store, scene: Scene) -> None:
    assert store.ask(queries.charted, scene.cluster).least == 5
    with store.edit("Setting", cluster=scene.cluster) as session:
        change_setting(session, scene.cluster, "least_shown", 8)
    assert store.ask(queries.charted, scene.cluster).least == 8


def test_a_cluster_that_is_gone_is_not_charted(store: Store) -> None:
    with pytest.raises(NotFound):
        store.ask(queries.charted, "01a208edbaaf7c7a801707aef7cd815c")
