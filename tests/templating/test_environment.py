from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from handouts.i18n import SOURCE, Catalog
from handouts.library import Library
from handouts.templating.environment import (
    TemplateError,
    _CompiledTemplates,
    make_environment,
    render,
    with_places,
    without_places,
)
from handouts.templating.filters import make_filters
from handouts.templating.written import PLAIN_DATES
from tests.templating.tiny_library import write_template


@pytest.fixture
def rendered(library: Library) -> Callable[..., str]:
    """What a template of this text yields."""

    def render_it(text: str, cache: Path | None = None, **context: Any) -> str:
        write_template(library, "test.xml.j2", text)
        environment = make_environment(
            library.templates,
            Catalog(language=SOURCE).reader(),
            make_filters(PLAIN_DATES),
            cache=cache,
        )
        return render(environment, "test.xml.j2", context)

    return render_it


def refusal(rendered: Callable[..., str], text: str, **context: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        rendered(text, **context)
    return str(caught.value)


def test_every_opening_tag_says_where_it_stands() -> None:
    source = "<p>\n  <b>x</b></p>\n\n<row key='a'/>"

    assert with_places(source, "t") == (
        '<p at="t:1:1">\n  <b at="t:2:3">x</b></p>\n\n<row at="t:4:1" key=\'a\'/>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% trans %}Take <b>care</b>{% endtrans %}",
        "{%- trans n=1 -%}<b>{{ n }}</b>{% pluralize %}<b>x</b>{%- endtrans -%}",
        "{# <p> #}",
        "<!-- <p> -->",
        "{{ '<p>' }}",
        "{% if a == '<p>' %}{% endif %}",
        "</p>",
        "1 < 2",
    ],
)
def test_messages_code_and_comments_are_left_as_they_are(source: str) -> None:
    assert with_places(source, "t") == source


def test_places_can_be_taken_out_again() -> None:
    source = "<p>\n  <b>x</b> y\n</p>"

    assert without_places(with_places(source, "t")) == "<p><b>x</b>y</p>"


def test_a_value_is_never_markup(rendered: Callable[..., str]) -> None:
    assert rendered("{{ name }}", name="<b>Ana</b> & {{ 1 }}") == (
        "&lt;b&gt;Ana&lt;/b&gt; &amp; {{ 1 }}"
    )
    assert rendered(
        "{% trans name=name|field('patient') %}For {{ name }}{% endtrans %}", name="<i>%(x)s"
    ) == ('For <field name="patient">&lt;i&gt;%(x)s</field>')


def test_a_name_that_does_not_exist_is_an_error_with_its_line(rendered: Callable[..., str]) -> None:
    said = refusal(rendered, "<p>\n{{ clinic.fone }}</p>", clinic={"phone": 1})

    assert said == "test.xml.j2:2: 'dict object' has no attribute 'fone'."


def test_an_error_in_an_imported_template_is_placed_there(
    rendered: Callable[..., str], library: Library
) -> None:
    write_template(library, "shared/say.xml.j2", "{% macro it() %}\n\n{{ nobody }}{% endmacro %}")

    said = refusal(rendered, "{% import 'shared/say.xml.j2' as say %}{{ say.it() }}")

    assert said == "shared/say.xml.j2:3: 'nobody' is undefined."


def test_a_template_that_is_not_jinja_is_an_error_with_its_line(
    rendered: Callable[..., str],
) -> None:
    assert refusal(rendered, "a\n{% if %}").startswith("test.xml.j2:2: ")


def test_a_missing_template_is_an_error(rendered: Callable[..., str]) -> None:
    assert "There is no template shared/none.xml.j2." in refusal(
        rendered, "{% import 'shared/none.xml.j2' as none_ %}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__init__.__globals__ }}",
        "{{ rows.append(1) }}",
        "{{ cycler }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{% include '../../secret.txt' %}",
    ],
)
def test_the_sandbox_keeps_a_template_in(rendered: Callable[..., str], text: str) -> None:
    refusal(rendered, text, name="Ana", rows=[])


def test_a_percent_sign_in_a_sentence_stays_one(rendered: Callable[..., str]) -> None:
    assert rendered("{% trans %}100% sure{% endtrans %}") == "100% sure"


def test_a_sentence_over_several_lines_is_one_line(rendered: Callable[..., str]) -> None:
    assert rendered("{% trans %}\n  One\n  two\n{% endtrans %}") == "One two"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder


def test_a_changed_template_is_never_answered_from_what_was_compiled_before(
    rendered: Callable[..., str], cache: Path
) -> None:
    assert rendered("one", cache=cache) == "one"
    assert rendered("two", cache=cache) == "two"


@pytest.mark.parametrize("mode", [0o700, 0o770, 0o702])
def test_the_next_process_compiles_nothing_if_the_folder_is_the_users_alone(
    rendered: Callable[..., str], cache: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    cache.chmod(mode)
    rendered("one", cache=cache)
    monkeypatch.setattr(_CompiledTemplates, "_of_process", {})
    compiled = []
    real = Environment._generate

    def generate(self: Environment, *parts: Any, **options: Any) -> str:
        compiled.append(parts)
        return real(self, *parts, **options)

    monkeypatch.setattr(Environment, "_generate", generate)
    rendered("one", cache=cache)

    assert bool(compiled) == (mode != 0o700)


def test_a_cache_that_is_not_there_costs_no_handout(
    rendered: Callable[..., str], tmp_path: Path
) -> None:
    assert rendered("one", cache=tmp_path / "missing") == "one"
