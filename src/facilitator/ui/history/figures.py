"""The three figures of the history that matter first, each with what it means."""

from __future__ import annotations

from facilitator.charts.chart import View
from facilitator.charts.spoken import say_value
from facilitator.charts.words import describe_share_against
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.disclosure import Audience, may_show
from facilitator.domain.history import Figures
from facilitator.domain.shares import Share
from facilitator.language import N_, Language
from facilitator.ui import parts


class FigureCard(parts.Card):
    """One figure with a name above it and what it means below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._name = title
        self._title = parts.label(title, "muted")
        self._figure = parts.label("", "big")
        self._words = parts.label("", "small")
        for part in (self._title, self._figure, self._words):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.setAccessibleName(title)

    def show_scope(self, scope: str) -> None:
        """Say beside the name what is counted, where that is not what stands around it."""
        self._title.setText(" · ".join(filter(None, (self._name, scope))))

    def show_figure(self, figure: str, words: str) -> None:
        """Show a figure and what it means."""
        self._figure.setText(figure)
        self._words.setText(words)
        self.setAccessibleDescription(f"{figure}. {words}")


class KeyFigures:
    """What has been introduced, by how many, and whether the meetings begin with it."""

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self.introduced = FigureCard(lang.text(N_("Introduced")))
        self.ever = FigureCard(lang.text(N_("Ever introduced something")))
        self.opened = FigureCard(lang.text(N_("Opened with follow-up")))

    @property
    def cards(self) -> tuple[FigureCard, FigureCard, FigureCard]:
        """One card for each figure, the first one first."""
        return self.introduced, self.ever, self.opened

    def show_figures(self, figures: Figures, view: View) -> None:
        """Show them to those a view is for. They count the whole history, whichever days the
        charts around them are of.

        How many ever introduced something is of today, and in the chart beside it of the latest
        meeting: outside the cluster the difference would tell of single members, so there it is
        left to the chart.
        """
        lang = self._lang
        of = lang.text(N_("all meetings")) if view.first or view.last else ""
        for card in self.cards:
            # Before the first meeting nothing could have been introduced.
            card.setVisible(figures.held > 0)
            card.show_scope(of)
        self.ever.show_scope(lang.text(N_("today")))
        introduced = Share(figures.introduced, figures.agreed)
        number = lang.number(figures.introduced)
        self._show(self.introduced, introduced, number, self._say_agreed(figures), view)
        ever = Share(figures.improved, figures.members)
        number = lang.text(N_("{k} of {n}"), k=figures.improved, n=figures.members)
        national = find_benchmark("improved", "national")
        words = describe_share_against(ever, national, lang, view, figures.unknown)
        self._show(self.ever, ever, number, words, view)
        if view.audience is Audience.OUTSIDE:
            words = N_("As it was at the latest meeting, it stands in the chart.")
            self.ever.show_figure("–", lang.text(words))
        opened = lang.text(N_("{k} of {n}"), k=figures.opened, n=figures.could_open)
        words = lang.text(N_("meetings (the first does not count)"))
        self.opened.show_figure(opened if figures.could_open else "–", words)

    def _say_agreed(self, figures: Figures) -> str:
        lang, days = self._lang, figures.median_days
        agreed = lang.plural("of {n} commitment", "of {n} commitments", figures.agreed)
        if days is None:
            return agreed
        words = N_("median {days} from agreed to introduced")
        took = lang.text(words, days=say_value(days, "days", lang))
        return f"{agreed} · {took}"

    def _show(self, card: FigureCard, share: Share, figure: str, words: str, view: View) -> None:
        """A figure about people, or why it is not shown."""
        if may_show(share, view.audience, least=view.least):
            card.show_figure(figure, words)
        else:
            hidden = N_("Hidden out of regard for the few it is about.")
            card.show_figure("–", self._lang.text(hidden))
