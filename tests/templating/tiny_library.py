"""The templates and the French of a treatment of few words."""

from handouts.library import Library

FRAME = """\
<frame>
<contact>{{ clinic.phone|phone }}</contact>
<emergency>{% trans number=clinic.emergency_number|phone %}Emergency: {{ number }}{% endtrans %}</emergency>
<panel><entry><label>{% trans %}Name{% endtrans %}</label>
{%- if visit and visit.patient %}<value>{{ visit.patient|field("patient") }}</value>{% endif %}</entry></panel>
<formats>{% trans %}Large print? Ask us.{% endtrans %}</formats>
<page>{% trans page=document.page, pages=document.pages %}Page {{ page }} of {{ pages }}{% endtrans %}</page>
<record>{% trans version=treatment.version %}Version {{ version }}.{% endtrans %} {{ document.code|dose if document.code else "-" }}</record>
{% if document.sample %}<mark>{% trans %}Sample{% endtrans %}</mark>{% endif %}
{% if document.draft %}<mark>{% trans %}Draft{% endtrans %}</mark>{% endif %}
</frame>
"""

UNREVIEWED = "<notice>{% trans %}This translation has not been reviewed.{% endtrans %}</notice>"

AFTERCARE = """\
<section name="aftercare">
<title>{% trans %}After it{% endtrans %}</title>
<advice>
{% for row in advice.do_not %}
<row key="{{ row.key }}" kind="{{ row.kind }}" pictogram="{{ row.pictogram }}">
<when>
{%- if row.when.end %}{% trans moment=row.when.end|day_time %}Until {{ moment }}{% endtrans %}
{%- else %}{% trans count=row.when.span.amount %}For {{ count }} hour{% pluralize count %}For {{ count }} hours{% endtrans %}{% endif %}</when>
<what>{% trans %}Do not wear makeup.{% endtrans %}</what></row>
{% endfor %}
</advice>
{% if "breakouts" not in document.sections %}<callout tier="E"><head>{% trans %}Call now.{% endtrans %}</head><sign>{% trans %}Swollen tongue{% endtrans %}</sign></callout>{% endif %}
</section>
"""

BREAKOUTS = """\
<section name="breakouts">
<title>{% trans %}Bumps{% endtrans %}</title>
<p>{% trans %}They may come.{% endtrans %}</p>
</section>
"""

FRENCH = r"""
msgid ""
msgstr ""
"Language: fr_CA\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"X-Handouts-State: reviewed\n"

msgid "After it"
msgstr "Après"

msgid "Until %(moment)s"
msgstr "Jusqu’au %(moment)s"

msgid "For %(count)s hour"
msgid_plural "For %(count)s hours"
msgstr[0] "Pendant %(count)s heure"
msgstr[1] "Pendant %(count)s heures"

msgid "Do not wear makeup."
msgstr "Pas de maquillage."

msgid "Call now."
msgstr "Appelez maintenant."

msgid "Swollen tongue"
msgstr "Langue enflée"

msgid "Emergency: %(number)s"
msgstr "Urgence : %(number)s"

msgid "Name"
msgstr "Nom"

msgid "Large print? Ask us."
msgstr "Gros caractères? Demandez-nous."

msgid "Page %(page)s of %(pages)s"
msgstr "Page %(page)s de %(pages)s"

msgid "Version %(version)s."
msgstr "Version %(version)s."

msgid "Draft"
msgstr "Ébauche"

msgid "This translation has not been reviewed."
msgstr "Cette traduction n’a pas été révisée."
"""


def write_template(library: Library, name: str, text: str) -> None:
    path = library.templates / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write_french(library: Library, text: str) -> None:
    path = library.locales / "fr_CA" / "LC_MESSAGES" / "handouts.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
