"""The names of a campaign's measures, as the pages say them."""

from __future__ import annotations

from collections.abc import Mapping

from school.campaign.messages import N_

NAMES: Mapping[str, str] = {
    "cost": N_("Cost"),
    "reach_gross": N_("Gross reach"),
    "reach_net": N_("Net reach"),
    "frequency": N_("Frequency"),
    "grp": N_("GRP"),
    "views": N_("Views"),
    "engagements": N_("Engagements"),
    "clicks": N_("Clicks"),
    "orders.click": N_("Orders after a click"),
    "orders.total": N_("Orders, all"),
    "orders.incremental": N_("Orders due to the campaign"),
    "orders.utm": N_("Orders seen by links"),
    "orders.code": N_("Orders seen by codes"),
    "revenue.utm": N_("Sales seen by links"),
    "revenue.code": N_("Sales seen by codes"),
    "revenue.total": N_("Sales, all"),
    "revenue.incremental": N_("Sales due to the campaign"),
    "margin": N_("Margin"),
    "profit": N_("Gain"),
    "cpm": N_("Cost per thousand views"),
    "cpe": N_("Cost per engagement"),
    "cpc": N_("Cost per click"),
    "cpa.code": N_("Cost per order with code"),
    "cpa.incremental": N_("Cost per order due"),
    "roas.utm": N_("ROAS seen by links"),
    "roas.code": N_("ROAS seen by codes"),
    "roas.total": N_("ROAS, all orders"),
    "roas.incremental": N_("ROAS of orders due"),
    "roi": N_("Full ROI (scenario)"),
    "roi_traced": N_("Traced ROI"),
    "break_even.roas": N_("Break-even ROAS"),
    "break_even.orders": N_("Orders to break even"),
}
"""The name of each measure, in English: to be translated where it is shown."""

SHORT: Mapping[str, str] = {
    "reach_net": N_("Reach"),
    "orders.incremental": N_("Orders"),
    "cost": N_("Cost"),
    "roi_traced": N_("ROI traced"),
    "roi": N_("ROI full"),
}
"""The shortest names of the big figures, for a strip on a phone."""
