import io
import zipfile
from datetime import date

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.i18n import LANGUAGES, CatalogError, Language, State, resolve
from handouts.i18n.languages import catalog_path
from handouts.i18n.workbench.entries import English, Entry, parse_entries
from handouts.i18n.workbench.exchange import (
    FORMATS,
    read_returned,
    take_back,
    write_for_translator,
)
from handouts.i18n.workbench.exchange.take_back import TakenBack
from handouts.i18n.workbench.exchange.units import form_label
from handouts.i18n.workbench.finished import problems_of
from handouts.library import Library
from tests.i18n.workbench.small_catalogs import by_text, po

FRENCH = resolve("fr-CA")
LOCALES = Library.find().locales
TRANSLATED = [each for each in LANGUAGES if catalog_path(LOCALES, each).exists()]
X = "{urn:oasis:names:tc:xliff:document:2.0}"

SMALL = """\
msgid "Wash 2 times a day."
msgstr "Lavez 2 fois par jour."

msgid "Call <b>%(number)s</b> now."
msgstr ""

msgid "%(count)s day"
msgid_plural "%(count)s days"
msgstr[0] "%(count)s jour"
msgstr[1] "%(count)s jours"
"""


def sent(entries: tuple[Entry, ...], form: str, language: Language = FRENCH) -> bytes:
    """What a translator gets."""
    return write_for_translator(entries, {}, language, form)


def returned(
    entries: tuple[Entry, ...],
    content: bytes,
    form: str,
    *,
    language: Language = FRENCH,
    theirs: bool = False,
) -> TakenBack:
    """A catalog after a file came back."""
    return take_back(
        entries,
        read_returned(content, f"back.{form}").units,
        problems=lambda entry: problems_of(entry, language),
        by="T. Sample",
        on=date(2026, 11, 22),
        theirs=theirs,
    )


def edited(content: bytes, form: str, old: str, new: str) -> bytes:
    """A file in which a translator has replaced one text."""
    if form != "xlsx":
        assert old in content.decode()
        return content.replace(old.encode(), new.encode())
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for row in book["Translation"].iter_rows() for cell in row if cell.value == old]
    for cell in cells:
        cell.value, cell.data_type = new, "s"
    assert cells
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled_in(content: bytes, form: str, english: str, words: str) -> bytes:
    """A file in which a translator has filled in an empty message, `…` being its placeholder."""
    text = content.decode() if form != "xlsx" else ""
    if form == "po":
        gap = f'msgid "{english}"\nmsgstr "'
        assert gap in text
        return text.replace(gap, gap + words).encode()
    if form == "xliff":
        root = fromstring(content)
        for segment in root.iter(f"{X}segment"):
            source = segment.find(f"{X}source")
            assert source is not None
            if source.text == english.partition("<")[0]:
                target = fromstring(
                    f'<target xmlns="{X[1:-1]}">Appelez le <ph id="1" dataRef="d1"/>'
                    '<ph id="2" dataRef="d2"/><ph id="3" dataRef="d3"/>.</target>'
                )
                segment.append(target)
        from xml.etree.ElementTree import tostring

        return tostring(root)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["Translation"].iter_rows(min_row=2):
        if row[2].value == english:
            row[4].value = words
    return saved(book)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.tag)
def test_a_catalog_sent_out_and_back_is_the_same(language: Language, form: str) -> None:
    path = catalog_path(LOCALES, language)
    entries = parse_entries(path.read_text("utf-8"), path.name)
    back = returned(entries, sent(entries, form, language), form, language=language)

    assert back.entries == entries
    assert (back.taken, back.refused, back.conflicts) == ((), (), ())


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.sampled_from(FORMATS)
)
def test_any_words_survive_the_way_out_and_back(words: str, form: str) -> None:
    words = words.replace("\ufffe", "").replace("\uffff", "")
    entry = Entry(english=English(text="One"), strings=(words,))
    (unit,) = read_returned(sent((entry,), form), f"back.{form}").units

    assert unit.strings == (words,)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_message_that_was_filled_in_is_taken_and_names_its_translator(form: str) -> None:
    entries = po(SMALL)
    english = "Call <b>%(number)s</b> now."
    content = filled_in(sent(entries, form), form, english, "Appelez le <b>%(number)s</b>.")
    back = returned(entries, content, form)
    entry = by_text(back.entries)[english]

    assert back.taken == (English(text=english),)
    assert entry.strings == ("Appelez le <b>%(number)s</b>.",)
    assert entry.comments[0].startswith("state: translated 2026-11-22 T. Sample src:")


@pytest.mark.parametrize("form", FORMATS)
def test_a_plural_form_can_be_changed_alone(form: str) -> None:
    entries = po(SMALL)
    old, new = (
        (" jours", " belles journées")
        if form == "xliff"
        else ("%(count)s jours", "%(count)s belles journées")
    )
    back = returned(entries, edited(sent(entries, form), form, old, new), form)

    assert by_text(back.entries)["%(count)s day"].strings == (
        "%(count)s jour",
        "%(count)s belles journées",
    )


@pytest.mark.parametrize("form", FORMATS)
def test_words_that_may_not_be_printed_are_refused_by_message(form: str) -> None:
    entries = po(SMALL)
    content = edited(sent(entries, form), form, "Lavez 2 fois par jour.", "Lavez 20 fois par jour.")
    back = returned(entries, content, form)

    assert back.entries == entries
    assert [(each.english, each.why) for each in back.refused] == [
        ("Wash 2 times a day.", back.refused[0].why)
    ]
    assert "numbers are not those of the English" in back.refused[0].why
    assert "back." in back.refused[0].place


@pytest.mark.parametrize("form", FORMATS)
def test_a_sentence_whose_english_has_changed_is_refused_with_the_new_one(form: str) -> None:
    content = edited(sent(po(SMALL), form), form, "Lavez 2 fois par jour.", "Lavez-la 2 fois.")
    now = po(
        '#, fuzzy\n#| msgid "Wash 2 times a day."\nmsgid "Wash 2 times."\nmsgstr "Lavez 2 fois."\n'
    )
    back = returned(now, content, form)

    assert back.entries == now
    assert "It is now: 'Wash 2 times.'" in back.refused[0].why
    assert len(back.refused) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_english_edited_by_a_translator_is_refused(form: str) -> None:
    entries = po(SMALL)
    content = edited(sent(entries, form), form, "Wash 2 times a day.", "Wash often.")
    back = returned(entries, content, form)

    assert [each.why for each in back.refused] == [
        "Its English was edited in the file. Put it back as it was sent."
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_of_two_translators_nothing_is_lost_and_both_are_shown(form: str) -> None:
    entries = po(SMALL)
    content = sent(entries, form)
    old = "Lavez 2 fois par jour."
    first = returned(entries, edited(content, form, old, "Lavez-la 2 fois par jour."), form)
    second = returned(first.entries, edited(content, form, old, "Nettoyez 2 fois par jour."), form)
    again = returned(second.entries, edited(content, form, old, "Nettoyez 2 fois par jour."), form)
    entry = by_text(second.entries)["Wash 2 times a day."]

    assert [(each.ours, each.theirs) for each in second.conflicts] == [
        ("Lavez-la 2 fois par jour.", "Nettoyez 2 fois par jour.")
    ]
    assert entry.strings == ("Lavez-la 2 fois par jour.",)
    assert "offered 2026-11-22 by T. Sample: Nettoyez 2 fois par jour." in entry.comments
    assert again.entries == second.entries


def test_in_a_conflict_the_other_translation_can_stand() -> None:
    entries = po(SMALL)
    content = sent(entries, "po")
    old = "Lavez 2 fois par jour."
    first = returned(entries, edited(content, "po", old, "Lavez-la 2 fois."), "po").entries
    back = returned(first, edited(content, "po", old, "Nettoyez 2 fois."), "po", theirs=True)
    entry = by_text(back.entries)["Wash 2 times a day."]

    assert entry.strings == ("Nettoyez 2 fois.",)
    assert "before 2026-11-22 it was: Lavez-la 2 fois." in entry.comments


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_translator_left_alone_does_not_undo_what_was_done_meanwhile(form: str) -> None:
    old = sent(po(SMALL), form)
    now = po(SMALL.replace("Lavez 2 fois", "Lavez-la 2 fois"))
    back = returned(now, old, form)

    assert back.entries == now
    assert back.conflicts == ()


def test_a_reviewed_translation_that_was_edited_is_translated_and_no_more() -> None:
    entries = po("# state: reviewed 2026-11-20 R. Sample\n" + SMALL)
    content = edited(sent(entries, "xlsx"), "xlsx", "Lavez 2 fois par jour.", "Lavez 2 fois.")
    comments = by_text(returned(entries, content, "xlsx").entries)["Wash 2 times a day."].comments

    assert [each.split()[1] for each in comments] == ["translated"]


def test_a_po_file_of_anybodys_can_come_in_where_nothing_was_translated() -> None:
    content = b'msgid ""\nmsgstr "Language: fr_CA\\n"\n\nmsgid "Call us."\nmsgstr "Appelez-nous."\n'
    back = returned(po('msgid "Call us."\nmsgstr ""\n'), content, "po")

    assert by_text(back.entries)["Call us."].strings == ("Appelez-nous.",)


def test_a_message_nobody_knows_is_listed() -> None:
    content = b'msgid "Good day."\nmsgstr "Bonjour."\n'
    (refused,) = returned(po(SMALL), content, "po").refused

    assert (refused.place, refused.why) == ("back.po:1", "No handout has this sentence.")


def test_xliff_has_placeholders_as_elements_states_and_notes() -> None:
    entries = po("#. Shown in red.\n#. Keep it short.\n" + SMALL)
    root = fromstring(write_for_translator(entries, {entries[1].id: State.FINAL}, FRENCH, "xliff"))
    first, second = next(root.iter(f"{X}segment")), root.findall(f"{X}file/{X}unit")[1]

    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        "2.1",
        "en-CA",
        "fr-CA",
    )
    assert first.get("state") == "final"
    assert next(root.iter(f"{X}note")).text == "Shown in red. Keep it short."
    assert [data.text for data in second.iter(f"{X}data")] == ["<b>", "%(number)s", "</b>"]
    assert len(second.findall(f".//{X}source/{X}ph")) == 3


def test_an_editor_may_cut_a_unit_into_segments() -> None:
    content = f"""<xliff xmlns="{X[1:-1]}" version="2.0" srcLang="en" trgLang="fr-CA"><file id="f">
    <unit id="k"><segment state="translated"><source>One. </source><target>Un. </target></segment>
    <ignorable><source> </source></ignorable>
    <segment state="final"><source><mrk id="m1">Two.</mrk></source><target>Deux.</target></segment>
    </unit></file></xliff>"""
    (unit,) = read_returned(content.encode(), "x.xlf").units

    assert (unit.english.text, unit.strings) == ("One.  Two.", ("Un.  Deux.",))
    assert unit.state is State.TRANSLATED


def test_a_translation_that_begins_with_an_equals_sign_is_text_in_excel() -> None:
    entries = po('msgid "Same"\nmsgstr "=1+1"\n')
    content = sent(entries, "xlsx")
    cells = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(content))["Translation"].iter_rows()
        for cell in row
    ]

    assert "f" not in {cell.data_type for cell in cells}
    assert {cell.number_format for cell in cells if cell.value} == {"@"}
    assert returned(entries, content, "xlsx").entries == entries


def test_a_formula_that_comes_back_is_refused_with_its_row() -> None:
    entries = po(SMALL)
    book = openpyxl.load_workbook(io.BytesIO(sent(entries, "xlsx")))
    book["Translation"]["E2"].value = '=HYPERLINK("http://example.com")'
    back = returned(entries, saved(book), "xlsx")

    assert back.entries == entries
    assert (back.refused[0].place, "is a formula" in back.refused[0].why) == (
        "back.xlsx, row 2",
        True,
    )


def test_rows_may_be_sorted_and_columns_moved() -> None:
    entries = po(SMALL)
    book = openpyxl.load_workbook(io.BytesIO(sent(entries, "xlsx")))
    rows = [[cell.value for cell in row] for row in book["Translation"].iter_rows()]
    del book["Translation"]
    sheet = book.create_sheet("Translation")
    for row in (rows[0], *reversed(rows[1:])):
        sheet.append(row[::-1])

    assert returned(entries, saved(book), "xlsx").unchanged == 3


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.docx", b"", "neither a .po nor a .xliff nor a .xlsx"),
        ("x.xlsx", b"PK not really", "no Excel workbook"),
        ("x.xlsx", b"0" * 8_000_001, "larger than 8 MB"),
        ("x.xliff", b"0" * 8_000_001, "larger than 8 MB"),
        ("x.xliff", b"<xliff><file>", "x.xliff:1: This is not XML"),
        ("x.xliff", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares entities"),
        ("x.xliff", b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        ("x.xliff", b"<xliff version='1.2'/>", "not XLIFF 2"),
        ("x.po", 'msgid "\xe9"'.encode("latin-1"), "x.po:1: The file is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(
    name: str, content: bytes, complaint: str
) -> None:
    with pytest.raises(CatalogError, match=complaint) as caught:
        read_returned(content, name)

    assert caught.value.remedy


def test_a_workbook_packed_to_fill_the_memory_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_001)

    with pytest.raises(CatalogError, match="Unpacked it is larger"):
        read_returned(file.getvalue(), "x.xlsx")


def test_a_workbook_with_entities_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")

    with pytest.raises(CatalogError, match="declares entities"):
        read_returned(file.getvalue(), "x.xlsx")


def test_a_workbook_without_the_columns_of_ours_says_which_is_missing() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Key", "English"])

    with pytest.raises(CatalogError, match="no column Translation"):
        read_returned(saved(book), "x.xlsx")


def test_a_plural_form_says_which_counts_it_is_for() -> None:
    assert [form_label(resolve("pl"), form) for form in range(3)] == [
        "for 1",
        "for 2, 3, 4, 22 …",
        "for 0, 5, 6, 7 …",
    ]
