"""What Markdown becomes: pages with headings and exercises' places, and texts with slots."""

from __future__ import annotations

import pytest

from school.curriculum.markdown import render_page, render_text
from school.curriculum.setting import MARK
from school.curriculum.template import Slot
from school.exercises.authoring import AuthoringError
from tests.curriculum.html import Html, page_html


def test_headings_start_under_the_title_and_have_their_own_anchors() -> None:
    page = render_page("# L'été\n\n## Coût `net`\n\n# L'été\n\n###### Six")
    assert [(h.id, h.text, h.level) for h in page.headings] == [
        ("partie-l-ete", "L’été", 2),
        ("partie-cout-net", "Coût net", 3),
        ("partie-l-ete-2", "L’été", 2),
        ("partie-six", "Six", 6),
    ]
    assert '<h3 id="partie-cout-net">Coût <code>net</code></h3>' in page.passages[0].fill({}, "fr")


def test_a_page_is_cut_where_its_exercises_go() -> None:
    page = render_page(f"Un[^1].\n\n{MARK}\n\n- deux\n\n{MARK}\n\n[^1]: La note.")
    assert len(page.passages) == 3
    assert page.passages[1].fill({}, "fr") == "<ul>\n<li>deux</li>\n</ul>"
    assert 'href="#fn:1"' in page.passages[0].fill({}, "fr")
    assert 'id="fn:1"' in page.passages[2].fill({}, "fr")
    assert "Retour à l&#x27;appel de la note 1" in page.passages[2].fill({}, "fr")


def test_words_are_counted_outside_code() -> None:
    assert render_page("Un deux, l'été.\n\n```\nx = 1\n```").words == 3


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("lesson:roi", "/lecons/roi"),
        ("../media/a/b-c.pdf", "/media/a/b-c.pdf"),
        ("media/a.svg", "/media/a.svg"),
        ("#partie-a", "#partie-a"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_lead_where_they_say(target: str, address: str) -> None:
    (link,) = [tag for tag in Html(page_html(f"[a]({target})")).tags if tag.name == "a"]
    assert link.attributes["href"] == address
    assert ("rel" in link.attributes) == (":" in address)


@pytest.mark.parametrize("name", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
def test_callouts_have_a_french_title(name: str) -> None:
    titles = {"NOTE": "Note", "TIP": "Conseil", "WARNING": "Attention", "CAUTION": "Prudence"}
    text = page_html(f"> [!{name}]\n> Un.\n\n> [!{name}] Le mien\n> Deux.")
    title = titles.get(name, "Important")
    assert text.count(f'<div class="admonition {name.lower()}">') == 2
    assert f'<p class="admonition-title">{title}</p>\n<p>Un.</p>' in text
    assert '<p class="admonition-title">Le mien</p>' in text


def test_tables_align_without_styles_and_scroll() -> None:
    text = page_html("| a | b |\n| - | -: |\n| 1 | 2 |")
    assert '<div class="table-scroll" tabindex="0"><table>' in text
    assert '<th class="align-right" scope="col">b</th>' in text
    assert "style" not in text


def test_code_inside_a_list_is_code() -> None:
    assert "<pre><code>a = 'b' ; c</code></pre>" in page_html(
        "- un\n\n    ```python\n    a = 'b' ; c\n    ```"
    )


def test_slots_are_cut_out_and_filled_in_each_language() -> None:
    template = render_text(
        "Coût **{{ cout | eur }}**, {{ventes}} ventes, encore {{ cout | eur }} ?"
    )
    slots = [part for part in template.parts if isinstance(part, Slot)]
    assert slots == [Slot("cout", "eur"), Slot("ventes", "number"), Slot("cout", "eur")]
    values = {"cout": 1234.5, "ventes": 60}
    expected = "<p>Coût <strong>1_234,50_€</strong>, 60 ventes, encore 1_234,50_€_?</p>"
    assert template.fill(values, "fr") == expected.replace("_", "\u202f")
    assert "€1,234.50" in template.fill(values, "en")


def test_a_label_of_one_paragraph_stands_in_its_control() -> None:
    assert render_text("Nombre de *nano*", label=True).parts == ("Nombre de <em>nano</em>",)
    assert render_text("Un\n\nDeux", label=True).parts == ("<p>Un</p>\n<p>Deux</p>",)


@pytest.mark.parametrize("text", ["[a](https://example.org/{{ a }})", "\ue001", "&#xE001; {{ a }}"])
def test_what_would_forge_or_misplace_a_slot_is_refused(text: str) -> None:
    with pytest.raises(AuthoringError):
        render_text(text)


def test_no_text_leaks_into_the_next_one() -> None:
    render_page("[a]: https://example.org\n\n[^1]: Une note.\n\n# Un")
    page = render_page("[a] [^1]")
    assert [passage.parts for passage in page.passages] == [("<p>[a] [^1]</p>",)]
    assert page.headings == ()


def test_a_page_takes_figures_and_words_but_in_code() -> None:
    (passage,) = render_page("**{{ a | eur }}** chez {{ fil.marque | text }}, `{{ a }}`").passages
    shown = passage.fill({"a": 1200, "fil.marque": "<Cirévane>"}, "fr")
    assert shown == (
        "<p><strong>1\u202f200\u202f€</strong> chez &lt;Cirévane&gt;, <code>{{ a }}</code></p>"
    )


@pytest.mark.parametrize("text", ["# Avec {{ a }}", "{{ a }}\n===", "[a](https://a.org/{{ a }})"])
def test_a_page_has_no_figure_in_a_title_nor_in_an_address(text: str) -> None:
    with pytest.raises(AuthoringError):
        render_page(text)
