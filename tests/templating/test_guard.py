import pytest

from handouts.templating.elements import MarkupError
from handouts.templating.guard import check_clinic_template

ATTACKS = [
    # Out of the sandbox, by the ways known to have worked once.
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ clinic|attr('__class__') }}",
    "{{ '{0.__class__}'.format(clinic) }}",
    "{% set f = ''.format %}{{ f() }}",
    "{{ self.__init__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ [clinic]|map(attribute='__class__')|list }}",
    # Calling what was passed in, and reaching other files.
    "{{ visit.patient.delete() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'shared/frame.xml.j2' as frame %}",
    "{% extends 'shared/frame.xml.j2' %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    # Time and memory.
    "{% for a in x %}{% for b in x %}{% for c in x %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in range(1000000000) %}{{ a }}{% endfor %}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ lipsum(n=100000000) }}",
    "{{ 9 ** 999999999 }}",
    "{{ 'a' * 1000000000 }}",
    "{% for a in x|trim %}{{ a }}{% endfor %}",
    "{% for a in 'aaaa' %}{{ a }}{% endfor %}",
    "{% for a in x recursive %}{{ loop(a) }}{% endfor %}",
    "{% for a in x if a %}{{ a }}{% endfor %}",
    "{{ x|batch(100000000) }}",
    "{{ 'a' ~ 'b' }}",
    "{% set x = 1 %}",
    "{% filter upper %}a{% endfilter %}",
    "{{ x[0] }}",
    "{{ clinic is callable }}",
    "{{ _secret }}",
    # Markup from a value.
    "{{ visit.note|safe }}",
    "{% autoescape false %}{{ visit.note }}{% endautoescape %}",
    # Not Jinja, or too much of it.
    "{% if %}",
    "{{ clinic.name ",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ a" + " and a" * 5000 + " }}",
    "{{ " + "9" * 5000 + " }}",
    "a" * 100_001,
]


@pytest.mark.parametrize("source", ATTACKS, ids=lambda source: source[:50])
def test_what_could_reach_hang_or_flood_is_refused_unrun(source: str) -> None:
    with pytest.raises(MarkupError):
        check_clinic_template(source, template="ours.xml.j2")


@pytest.mark.parametrize(
    "source",
    [
        "<p>Park behind the house.</p>",
        "<p>Call {{ clinic.phone|phone }} or see {{ clinic.website|url }}.</p>",
        "{% if visit and visit.patient %}<p>For {{ visit.patient|field('patient') }}</p>"
        "{% elif not clinic.after_hours %}<p>-</p>{% else %}<p>+</p>{% endif %}",
        "{% for row in advice.do %}{% for member in row.members %}<p>{{ member.key }}</p>"
        "{% endfor %}{% endfor %}",
        "{% if clinic.name is defined and treatment.version >= 2 %}<p>{{ clinic.name }}</p>{% endif %}",
        "{# A note for ourselves. #}<p>100 %</p>",
    ],
)
def test_words_values_conditions_and_lists_are_let_through(source: str) -> None:
    check_clinic_template(source, template="ours.xml.j2")


def test_everything_refused_is_named_with_its_line() -> None:
    with pytest.raises(MarkupError) as caught:
        check_clinic_template("<p>{{ a() }}</p>\n{{ b|safe }}\n{{ c._d }}", template="ours.xml.j2")

    assert [f"{each.place} {each.message}" for each in caught.value.mistakes] == [
        "ours.xml.j2:1:1 Call is not allowed.",
        "ours.xml.j2:2:1 The filter safe is not allowed.",
        "ours.xml.j2:3:1 A name that begins with _ is not allowed.",
    ]
    assert "one of: capitalize, clock" in caught.value.remedy
