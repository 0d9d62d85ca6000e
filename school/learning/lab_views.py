"""The campaign laboratory: its page, its live results, and the scenarios kept and compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user

from school.extensions import db
from school.learning import change
from school.learning.lab import (
    brand,
    computing,
    export,
    fields,
    named,
    operations,
    parameters,
    queries,
    wording,
)
from school.learning.lab import sheet as sheets
from school.learning.lab.chart import chart
from school.learning.lab.comparison import compare
from school.learning.lab.differences import differences
from school.learning.lab.operations import ScenarioError
from school.learning.lab.queries import Saved, Shared
from school.learning.lab.results import results
from school.learning.lab.sheet import Sheet
from school.learning.lab.tables import lines, measures
from school.learning.views.blueprint import published, student
from school.learning.wording.speech import _
from school.web import access, language, spreadsheet, transaction
from school.web.clock import now

bp = Blueprint("lab", "school.learning", template_folder="templates")

PAGE = "/laboratoire"
LARGEST_ID = 2**31 - 1
LONGEST_ADDRESS = 4000


@bp.record_once
def _give_to_templates(state: BlueprintSetupState) -> None:
    names: dict[str, Any] = {"lab_words": wording, "lab_fields": fields, "lab_model": parameters}
    names["lab_named"] = named
    state.app.jinja_env.globals.update(names)


@bp.get(PAGE)
@access.signed_in
def lab() -> ResponseReturnValue:
    """The campaign that the address describes, or the one to start from."""
    form = request.args.to_dict(flat=False)
    sheet = sheets.read(form, language.current())
    return _page(sheet, name=request.args.get("name", ""))


@bp.post(f"{PAGE}/apercu")
@access.signed_in
@transaction.reads_only
def preview() -> ResponseReturnValue:
    """What the campaign being composed brings; without a script, at its own address."""
    sheet = _posted()
    if request.headers.get("HX-Request") != "true":
        return _shown(sheet)
    before = request.form.get("faulty", "").split()
    slots = [name for name in sheet.form if name in before or name in sheet.problems]
    folded = request.headers.get("X-Folded", "").split()
    shown = _results(sheet, _scenarios(), folded)
    page = render_template("lab/live.html", slots=slots, folded=folded, **shown)
    # What is typed is in the address, so that it survives a reload, even what cannot be read.
    address = _address(sheet, request.form.get("name", ""))
    headers = {"HX-Replace-Url": address} if len(address) < LONGEST_ADDRESS else {}
    return page, 422 if sheet.plan is None else 200, headers


@bp.post(f"{PAGE}/marque")
@access.signed_in
@transaction.reads_only
def brief_of_the_brand() -> ResponseReturnValue:
    """The campaign being composed, with the brief of the asker's brand of the year."""
    _brand, values = student().brand(published().programme.fil)
    form = request.form.to_dict(flat=False) | brand.brief(values, language.current())
    return _shown(sheets.read(form, language.current()))


@bp.post(f"{PAGE}/createurs")
@access.signed_in
@transaction.reads_only
def creators() -> ResponseReturnValue:
    """The campaign being composed, with one more creator to name, or one less."""
    form = named.changed(request.form.to_dict(flat=False))
    return _shown(sheets.read(form, language.current()))


@bp.post(f"{PAGE}/export")
@access.signed_in
@transaction.reads_only
def table() -> ResponseReturnValue:
    """The campaign being composed, for a spreadsheet."""
    sheet, name = _posted(), request.form.get("name", "")
    if sheet.plan is None:
        return _page(sheet, name=name)
    locale = language.current()
    rows = export.rows(sheet, results(sheet.plan, {}, locale), name)
    return spreadsheet.download(rows, _("campaign"), locale)


@bp.get(f"{PAGE}/hypotheses")
@access.signed_in
def assumptions() -> ResponseReturnValue:
    """Every parameter of the model, with its range, its source and how far to trust it."""
    return render_template("lab/assumptions.html")


@bp.post(f"{PAGE}/scenarios")
@access.signed_in
def scenarios() -> ResponseReturnValue:
    """Save the campaign being composed."""
    sheet, name = _posted(), request.form.get("name", "")
    if sheet.plan is None:
        return _page(sheet, name=name)
    try:
        kept = operations.save(db.session(), current_user.id, name, sheet.plain, now())
    except ScenarioError as error:
        return _page(sheet, name=name, refused=error.code)
    flash(_("“%(name)s” is saved.", name=kept), "success")
    return _at_its_address(sheet)


@bp.get(f"{PAGE}/scenarios/<int(max={LARGEST_ID}):scenario_id>")
@access.signed_in
def scenario(scenario_id: int) -> ResponseReturnValue:
    """Open a scenario again."""
    return _at_its_address(_scenario_or_404(scenario_id).sheet, code=302)


@bp.post(f"{PAGE}/scenarios/<int(max={LARGEST_ID}):scenario_id>/suppression")
@access.signed_in
def deletion(scenario_id: int) -> ResponseReturnValue:
    """Delete a scenario; its campaign is shown, so that it can be saved again."""
    found = _scenario_or_404(scenario_id)
    operations.remove(db.session(), current_user.id, scenario_id)
    flash(
        _(
            "“%(name)s” is deleted. Its campaign is on the page: save it again to undo.",
            name=found.name,
        ),
        "info",
    )
    return _at_its_address(found.sheet, found.name)


@bp.post(f"{PAGE}/scenarios/<int(max={LARGEST_ID}):scenario_id>/partage")
@access.signed_in
def sharing(scenario_id: int) -> ResponseReturnValue:
    """Let the owner's cohort open a scenario."""
    name = _scenario_or_404(scenario_id).name
    operations.share(db.session(), current_user.id, scenario_id, shared=True)
    flash(_("“%(name)s” is shared: send its link to your cohort.", name=name), "success")
    return redirect(f"{PAGE}#scenarios", 303)


@bp.post(f"{PAGE}/scenarios/<int(max={LARGEST_ID}):scenario_id>/partage/fin")
@access.signed_in
def end_of_sharing(scenario_id: int) -> ResponseReturnValue:
    """Keep a scenario to its owner again."""
    name = _scenario_or_404(scenario_id).name
    operations.share(db.session(), current_user.id, scenario_id, shared=False)
    flash(_("“%(name)s” is yours alone again: its link opens nothing.", name=name), "info")
    return redirect(f"{PAGE}#scenarios", 303)


@bp.get(f"{PAGE}/partages/<int(max={LARGEST_ID}):scenario_id>")
@access.signed_in
def shared(scenario_id: int) -> ResponseReturnValue:
    """A copy of somebody's shared scenario, to change and to keep as one's own."""
    found = queries.shared(db.session(), scenario_id, current_user.id, current_user.role)
    return _page(found.sheet, name=found.name, shared=found) if found else abort(404)


@bp.get(f"{PAGE}/comparaison")
@access.signed_in
def comparison() -> ResponseReturnValue:
    """Two scenarios side by side."""
    saved = _scenarios()
    by_id = {each.id: each for each in saved}
    first, second = (by_id.get(_id(name)) or abort(404) for name in ("a", "b"))
    found = compare(first, second, language.current())
    apart = list(differences(first.sheet, second.sheet)) if found else []
    page = render_template(
        "lab/comparison.html", saved=saved, first=first, second=second, found=found, apart=apart
    )
    return page, 200 if found else 422


def _address(sheet: Sheet, name: str) -> str:
    """Where a campaign is shown, with the name being typed for it, if any."""
    kept = f"&{urlencode({'name': name})}" if name else ""
    return f"{PAGE}?{sheet.query}{kept}"


def _at_its_address(sheet: Sheet, name: str = "", *, code: int = 303) -> ResponseReturnValue:
    """The page of a campaign at the address that holds it, or here when it is too long for one."""
    address = _address(sheet, name)
    return redirect(address, code) if len(address) < LONGEST_ADDRESS else _page(sheet, name=name)


def _shown(sheet: Sheet) -> ResponseReturnValue:
    """The page of the campaign being composed: what cannot be read is asked again here."""
    name = request.form.get("name", "")
    return _at_its_address(sheet, name) if sheet.plan else _page(sheet, name=name)


def _posted() -> Sheet:
    return sheets.read(request.form.to_dict(flat=False), language.current())


def _scenarios() -> Sequence[Saved]:
    return queries.scenarios(db.session(), current_user.id)


def _scenario_or_404(scenario_id: int) -> Saved:
    return next((each for each in _scenarios() if each.id == scenario_id), None) or abort(404)


def _id(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0


def _page(
    sheet: Sheet, *, name: str = "", refused: str = "", shared: Shared | None = None
) -> ResponseReturnValue:
    """The whole page; 422 when something on it is to be put right."""
    saved = _scenarios()
    shown = {
        **_results(sheet, saved),
        "saved": saved,
        "name": name,
        "refused": refused,
        "shared": shared,
    }
    own = student().brand(published().programme.fil)[0]
    page = render_template("lab/lab.html", draws=computing.DRAWS, brand=own, **shown)
    return page, 422 if sheet.problems or refused else 200


def _results(sheet: Sheet, saved: Sequence[Saved], folded: Collection[str] = ()) -> dict[str, Any]:
    """What the page shows of a campaign, whole or swapped in place, but for what is folded."""
    if sheet.plan is None:
        return {"sheet": sheet, "found": None}
    locale = language.current()
    found = results(sheet.plan, change.recall(request.form.get("was", "")), locale)
    others = [each.sheet.plan for each in saved if each.sheet.plan not in (None, sheet.plan)]
    return {
        "sheet": sheet,
        "found": found,
        "was": change.remember(found.values),
        "chart": chart(found, sheet.measure, others, locale, named=sheet.named),
        "measures": [] if "lab-measures" in folded else list(measures(found, locale)),
        "lines": None if "lab-lines" in folded else lines(found, wording.creators(sheet), locale),
    }
