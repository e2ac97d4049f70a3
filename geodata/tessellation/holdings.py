"""Holdings: the party at each place on a day, from reports in the order they were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geodata.errors import TessellationError
from geodata.places import Report
from geodata.tessellation.reports import Holding


@dataclass(frozen=True)
class HeldOn:
    """Holding of a place on a day, and the report that states it."""

    holding: Holding
    report: Report

    @property
    def default_rule(self) -> bool:
        """Whether the place has no report of its own and fell when the front passed it."""
        return self.report.default_rule


def holdings_on(reports: Iterable[Report], day: date) -> dict[str, HeldOn]:
    """Holding of each place on a day, by place id.

    Later days overrule earlier ones; on one day the last report in the order of the list does. A
    contested place keeps the party that held it before as its holder.

    Raises
    ------
    TessellationError
        A place is contested before any report names its holder.
    """
    held: dict[str, HeldOn] = {}
    for report in sorted(reports, key=lambda report: report.effective_date):
        if report.effective_date > day:
            break
        before = held.get(report.place_id)
        if report.party is not None:
            holding = Holding(report.party)
        elif before is not None:
            holding = Holding(before.holding.party, contested=True)
        else:
            raise TessellationError(
                f"Place '{report.place_id}' is contested from {report.effective_date} on, but no "
                "earlier report says who held it; give its holder at the start."
            )
        held[report.place_id] = HeldOn(holding, report)
    return held
