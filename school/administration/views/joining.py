"""The links by which people join a cohort: opening one, ending it."""

from __future__ import annotations

import datetime as dt

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts.forms import refuse
from school.administration.blueprint import bp
from school.administration.views.cohorts import PAGE, cohort_or_404
from school.cohorts import join_queries, joining
from school.cohorts.errors import CohortError
from school.cohorts.forms import JoinLinkForm
from school.extensions import db
from school.settings import Settings, SettingsError
from school.web import access
from school.web.clock import PARIS, now, today

FORTNIGHT = dt.timedelta(days=14)


@bp.get(f"{PAGE}/liens")
@access.roles("admin")
def join_links(cohort_id: int) -> ResponseReturnValue:
    """The links to a cohort, and the form of a new one."""
    return _page(cohort_id, JoinLinkForm(last_day=today() + FORTNIGHT))


@bp.post(f"{PAGE}/liens")
@access.roles("admin")
def open_join_link(cohort_id: int) -> ResponseReturnValue:
    """Open a link to a cohort."""
    cohort_or_404(cohort_id)
    form, session = JoinLinkForm(), db.session()
    if not _site() or not form.validate():
        return _page(cohort_id, form), 422
    day = form.last_day.data or today()
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), PARIS)
    if ends <= now():
        refuse(form.last_day, _("Choose a day that is not over."))
        return _page(cohort_id, form), 422
    try:
        joining.open_link(
            session, cohort_id, form.places.data or 1, ends, _key(), now(), by=current_user.id
        )
    except CohortError as error:
        flash(_(str(error)), "attention")
    else:
        flash(_("The link is open: copy it below."), "success")
    return redirect(url_for(".join_links", cohort_id=cohort_id), 303)


@bp.post(f"{PAGE}/liens/<int(max=2147483647):link_id>/fin")
@access.roles("admin")
def end_join_link(cohort_id: int, link_id: int) -> ResponseReturnValue:
    """End a link to a cohort."""
    cohort_or_404(cohort_id)
    joining.end_link(db.session(), cohort_id, link_id, now(), by=current_user.id)
    return redirect(url_for(".join_links", cohort_id=cohort_id), 303)


def _page(cohort_id: int, form: JoinLinkForm) -> str:
    return render_template(
        "administration/join_links.html",
        cohort=cohort_or_404(cohort_id),
        links=join_queries.links(db.session(), cohort_id, _key(), now()),
        form=form,
        site=_site(),
    )


def _site() -> str:
    """The address of this site; empty where it was not set, and then no link may be opened."""
    settings: Settings = current_app.extensions["settings"]
    try:
        return settings.address()
    except SettingsError:
        return ""


def _key() -> str:
    return str(current_app.secret_key)
