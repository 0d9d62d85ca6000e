from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.exercises.contract import Form
from school.learning.lab import queries
from school.learning.lab.operations import MOST
from school.learning.models import Scenario
from school.web.spreadsheet import MARK
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES
from tests.learning.lab.forms import anything
from tests.statements import Statements

Count = Callable[[], AbstractContextManager[Statements]]

HOSTILE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LIVE = {"HX-Request": "true"}


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Post fields as the page's form does; `__` stands for a dot."""
    return client.post(path, data=form(client, **fields))


def move(client: FlaskClient, **fields: str) -> TestResponse:
    """Post fields as the script does after a move."""
    return client.post("/laboratoire/apercu", data=form(client, **fields), headers=LIVE)


def form(client: FlaskClient, **fields: str) -> dict[str, str]:
    typed = {name.replace("__", "."): value for name, value in fields.items()}
    return typed | {"csrf_token": factories.csrf(client, "/laboratoire")}


def save(client: FlaskClient, name: str, **fields: str) -> TestResponse:
    return post(client, "/laboratoire/scenarios", name=name, **fields)


def ids(client: FlaskClient) -> dict[str, str]:
    """The scenarios that the page lists: their number by name."""
    page = client.get("/laboratoire").text
    found = re.findall(r'<a href="/laboratoire/scenarios/(\d+)">([^<]+)</a>', page)
    return {html.unescape(name): number for number, name in found}


def test_the_page_is_alive_at_first_sight(reader: FlaskClient) -> None:
    page = reader.get("/laboratoire")
    assert page.status_code == 200
    for shown in (
        "76\u202f469",
        "9\u202f884\u202f€",
        "−32,3\u202f%",
        "−39,1\u202f%",
        'class="plan"',
    ):
        assert shown in page.text
    assert 'class="frontier"' in page.text


def test_the_page_asks_for_three_statements_and_a_move_for_two(
    reader: FlaskClient, count_sql: Count
) -> None:
    save(reader, "Un")
    with count_sql() as statements:
        reader.get("/laboratoire")
    assert len(statements) <= 3
    sent = form(reader)
    with count_sql() as statements:
        reader.post("/laboratoire/apercu", data=sent, headers=LIVE)
    assert len(statements) <= 2
    assert all(each.startswith("SELECT") for each in statements)


def test_the_address_holds_the_campaign(reader: FlaskClient) -> None:
    page = reader.get("/laboratoire?count.nano=60&count.micro=0&count.macro=0").text
    assert "2\u202f400\u202f€" in page
    answer = post(reader, "/laboratoire/apercu", count__nano="61", basket="59,50 €", name="Essai")
    assert answer.status_code == 303
    assert "count.nano=61" in answer.location
    assert "basket=59.5&" in answer.location
    page = reader.get(answer.location).text
    assert 'value="59,5"' in page
    assert 'value="Essai"' in page


def test_a_move_swaps_what_changes_and_keeps_the_address(reader: FlaskClient) -> None:
    was = "76469.3 238.815 9884.23 -0.390543 -0.322826"
    answer = move(reader, count__nano="60", was=was)
    assert answer.status_code == 200
    assert "+9\u202f878" in answer.text
    assert "+9,6 points" in answer.text
    assert "<html" not in answer.text
    address = answer.headers["HX-Replace-Url"]
    assert reader.get(address).status_code == 200
    assert "count.nano=60" in address


def test_a_name_that_is_not_saved_yet_survives_a_reload(reader: FlaskClient) -> None:
    address = move(reader, count__nano="60", name="À garder & 2").headers["HX-Replace-Url"]
    assert 'value="À garder &amp; 2"' in reader.get(address).text


def test_a_move_empties_what_is_folded_and_sends_it_no_figure(reader: FlaskClient) -> None:
    sent = form(reader, count__nano="60")
    unfolded = reader.post("/laboratoire/apercu", data=sent, headers=LIVE)
    assert "Chaque mesure et sa fourchette" in unfolded.text
    headers = LIVE | {"X-Folded": "lab-measures lab-lines"}
    folded = reader.post("/laboratoire/apercu", data=sent, headers=headers)
    assert "Chaque mesure et sa fourchette" not in folded.text
    for part in ("lab-measures", "lab-lines"):
        assert f'<hx-partial id="{part}" hx-swap="innerMorph"></hx-partial>' in folded.text
    assert len(folded.text) < len(unfolded.text) / 2


def test_an_ambiguous_figure_is_asked_back_beside_its_field(reader: FlaskClient) -> None:
    answer = move(reader, basket="1,234", faulty="margin")
    assert answer.status_code == 422
    kept = reader.get(answer.headers["HX-Replace-Url"])  # a reload loses nothing
    assert (kept.status_code, 'value="1,234"' in kept.text) == (422, True)
    assert 'id="basket-error"' in answer.text
    assert 'name="reading.basket" value="1234"' in answer.text
    assert '<hx-partial id="margin-error"></hx-partial>' in answer.text
    assert 'id="lab-live"' not in answer.text  # the last results stay


def test_what_is_too_long_for_an_address_is_left_out_of_it(reader: FlaskClient) -> None:
    answer = move(reader, basket="1" * 5000)
    assert answer.status_code == 422
    assert "HX-Replace-Url" not in answer.headers


def test_what_cannot_be_read_is_kept_on_the_page(reader: FlaskClient) -> None:
    fields = {"basket": "beaucoup", "count__nano": "400", "name": "Mon essai"}
    for answer in (
        reader.get("/laboratoire?basket=beaucoup&count.nano=400&name=Mon+essai"),
        post(reader, "/laboratoire/apercu", **fields),
        post(reader, "/laboratoire/scenarios", **fields),
    ):
        assert answer.status_code == 422
        assert 'value="beaucoup"' in answer.text
        assert 'value="Mon essai"' in answer.text
        assert "«\u202f400\u202f»" in answer.text  # a number field would not show it
        assert '<a href="#count-nano">Nano, créateurs</a>' in answer.text


@HOSTILE
@given(anything)
def test_any_address_is_answered(reader: FlaskClient, fields: Form) -> None:
    query = urlencode(fields, doseq=True)
    assert reader.get(f"/laboratoire?{query}").status_code in (200, 422)
    assert reader.get(f"/laboratoire/comparaison?{query}").status_code == 404


@HOSTILE
@given(anything)
def test_any_form_is_answered(reader: FlaskClient, fields: Form) -> None:
    data = {
        name.replace("\0", ""): [text.replace("\0", "") for text in texts]  # refused for every page
        for name, texts in fields.items()
    }
    data["csrf_token"] = [factories.csrf(reader, "/laboratoire")]
    for headers in ({}, LIVE):
        answer = reader.post("/laboratoire/apercu", data=data, headers=headers)
        assert answer.status_code in (200, 303, 422)
    assert reader.post("/laboratoire/createurs", data=data).status_code in (200, 303, 422)
    assert reader.post("/laboratoire/scenarios", data=data).status_code in (303, 422)


def test_an_unlawful_campaign_is_never_shown_as_winning(reader: FlaskClient) -> None:
    page = reader.get("/laboratoire?mention=none&preset=10").text
    assert "Cette campagne enfreint la loi" in page
    assert "art. 5-2" in page
    assert 'class="plan"' not in page
    assert 'Probabilité de gain <strong class="num">–</strong>' in page


def test_a_scenario_is_saved_listed_and_opened(reader: FlaskClient) -> None:
    answer = save(reader, " Nano  seuls ", count__nano="80", count__micro="0", count__macro="0")
    assert answer.status_code == 303
    page = reader.get(answer.location).text
    assert "«\u202fNano seuls\u202f» est enregistré." in page
    assert "3\u202f200\u202f€" in page
    opened = reader.get(f"/laboratoire/scenarios/{ids(reader)['Nano seuls']}")
    assert opened.status_code == 302
    assert "count.nano=80" in opened.location


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Donnez un nom au scénario."),
        ("ESSAI", "Vous avez déjà un scénario de ce nom."),
        ("x" * 81, "Choisissez un nom d’au plus 80 caractères."),
    ],
)
def test_a_refused_name_is_asked_again_beside_it(
    reader: FlaskClient, name: str, sentence: str
) -> None:
    save(reader, "Essai")
    answer = save(reader, name, count__nano="77")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{name}"' in answer.text
    assert 'name="count.nano" value="77"' in answer.text
    assert list(ids(reader)) == ["Essai"]


def test_the_fifty_first_scenario_is_refused_with_the_remedy(
    reader: FlaskClient, session: Session, student: Account
) -> None:
    for number in range(MOST):
        save(reader, f"Essai {number}")
    answer = save(reader, "De trop")
    assert answer.status_code == 422
    assert "Supprimez-en un avant" in answer.text
    assert len(queries.scenarios(session, student.id)) == MOST


def test_a_deleted_scenario_can_be_saved_again_at_once(reader: FlaskClient) -> None:
    save(reader, "Essai", count__nano="33")
    answer = post(reader, f"/laboratoire/scenarios/{ids(reader)['Essai']}/suppression")
    assert answer.status_code == 303
    page = reader.get(answer.location).text
    assert "«\u202fEssai\u202f» est supprimé." in page
    assert 'name="count.nano" value="33"' in page
    assert 'value="Essai"' in page
    assert ids(reader) == {}


def test_two_scenarios_are_compared_in_words_and_figures(reader: FlaskClient) -> None:
    save(reader, "Nano", count__nano="80", count__micro="0", count__macro="0")
    save(reader, "Macro", count__nano="0", count__micro="0", count__macro="3")
    known = ids(reader)
    page = reader.get(f"/laboratoire/comparaison?a={known['Nano']}&b={known['Macro']}").text
    assert "«\u202fNano\u202f» fait mieux sur\u202f: coût" in page
    assert "«\u202fMacro\u202f» fait mieux sur\u202f: portée nette" in page
    assert "Macro, créateurs" in page
    twice = reader.get(f"/laboratoire/comparaison?a={known['Nano']}&b={known['Nano']}")
    assert "deux fois le même scénario" in twice.text


def test_a_scenario_that_reads_no_more_is_listed_opened_and_refused_to_compare(
    reader: FlaskClient, session: Session, student: Account
) -> None:
    save(reader, "Bon")
    save(reader, "Vieux")
    (old,) = (each for each in queries.scenarios(session, student.id) if each.name == "Vieux")
    scenario = session.get_one(Scenario, old.id)
    scenario.plan = {"basket": ["rien"]}
    session.commit()
    known = ids(reader)
    opened = reader.get(f"/laboratoire/scenarios/{known['Vieux']}", follow_redirects=True)
    assert opened.status_code == 422
    pair = f"a={known['Vieux']}&b={known['Bon']}"
    assert reader.get(f"/laboratoire/comparaison?{pair}").status_code == 422


def test_what_is_others_does_not_exist(
    reader: FlaskClient, other: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    save(reader, "Secret")
    save(reader, "Secret 2")
    first, second = ids(reader).values()
    thief = signed_in(other)
    assert ids(thief) == {}
    assert thief.get(f"/laboratoire/scenarios/{first}").status_code == 404
    assert thief.get(f"/laboratoire/comparaison?a={first}&b={second}").status_code == 404
    assert post(thief, f"/laboratoire/scenarios/{first}/suppression").status_code == 404
    assert thief.get(f"/laboratoire/scenarios/{2**40}").status_code == 404
    assert len(ids(reader)) == 2


def test_a_name_is_text(reader: FlaskClient) -> None:
    name = '"><script>alert(1)</script>'
    answer = save(reader, name)
    for page in (reader.get(answer.location).text, save(reader, name).text):
        assert "<script>alert" not in page
    assert list(ids(reader)) == [name]


def test_every_parameter_has_its_page(reader: FlaskClient) -> None:
    page = reader.get("/laboratoire/hypotheses").text
    assert "hypothèse calée" in page
    assert "https://swaylytics.com" in page
    assert "Halo" in page


def test_the_pages_speak_english_by_choice(reader: FlaskClient) -> None:
    reader.set_cookie("locale", "en")
    page = reader.get("/laboratoire?basket=12.5").text
    assert 'value="12.5"' in page
    assert "€9,884" in page


def cells(answer: TestResponse, delimiter: str) -> dict[str, list[str]]:
    """The rows of an exported table by their line, as a spreadsheet reads them."""
    text = io.StringIO(answer.text.removeprefix(MARK), newline="")
    return {row[1]: row[2:] for row in csv.reader(text, delimiter=delimiter)}


def test_a_campaign_is_taken_to_a_spreadsheet(reader: FlaskClient) -> None:
    answer = post(reader, "/laboratoire/export", name="=1+1", margin="55,5")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="campagne.csv"'
    rows = cells(answer, ";")
    assert rows["Nom"][1] == "'=1+1"
    assert rows["Marge sur coûts variables"][:2] == ["%", "55,5"]
    assert rows["Nano, créateurs"][1] == "40"
    assert "hypothèse" in rows["Facteur de rachat L"][-1]
    assert rows["Coût"][:2] == ["€", "9884,23"]
    unit, expected, low, middle, high, _basis = rows["ROI complet (scénario)"]
    figures = [float(each.replace(",", ".")) for each in (low, expected, middle, high)]
    assert unit == "%"
    assert figures[0] < figures[1] < figures[3]
    assert figures[0] < figures[2] < figures[3]
    assert {len(row) for row in rows.values()} == {6}


def test_the_table_speaks_english_by_choice(reader: FlaskClient) -> None:
    reader.set_cookie("locale", "en")
    rows = cells(post(reader, "/laboratoire/export", basket="59.5"), ",")
    assert rows["Average basket, excluding VAT"][:2] == ["€", "59.5"]


def test_an_unlawful_campaign_exports_its_breach_and_no_gain(reader: FlaskClient) -> None:
    rows = cells(post(reader, "/laboratoire/export", mention="none"), ";")
    assert "art. 5-2" in rows["Infraction"][-1]
    assert rows["ROI complet (scénario)"][1:5] == [""] * 4
    assert rows["Coût"][1] == "9884,23"


def test_what_cannot_be_read_is_asked_again_rather_than_exported(reader: FlaskClient) -> None:
    answer = post(reader, "/laboratoire/export", basket="beaucoup")
    assert answer.status_code == 422
    assert 'value="beaucoup"' in answer.text


PROGRAMME = """\
fil:
  words: {marque: Marque}
  numbers:
    panier: {label: Panier moyen, format: eur}
    marge: {label: Marge, format: pct}
  brands:
    - {id: cirevane, marque: Cirévane, panier: 52, marge: 0.58}
---
"""


def test_the_brief_of_the_brand_is_taken_and_the_rest_kept(
    reader: FlaskClient, session: Session
) -> None:
    assert "Prendre le brief" not in reader.get("/laboratoire").text  # no brand yet
    written = FILES["programme.md"].replace("---\nL'année.", f"{PROGRAMME}L'année.")
    factories.publish(session, {**FILES, "programme.md": written})
    page = reader.get("/laboratoire").text
    assert "Prendre le brief de ma marque" in page
    assert "Cirévane" in page
    answer = post(reader, "/laboratoire/marque", basket="abc", count__nano="61", name="Essai")
    assert answer.status_code == 303
    page = reader.get(answer.location).text
    for value in ("52", "58", "61", "Essai"):
        assert f'value="{value}"' in page
