import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from handouts.document import (
    AdviceKind,
    AdviceRow,
    AdviceTable,
    Block,
    Calendar,
    CalendarDay,
    CalendarMark,
    Callout,
    Heading,
    Inline,
    Kind,
    LookalikeRow,
    LookalikeTable,
    Message,
    Paragraph,
    Proof,
    ReasonGroup,
    Reasons,
    Steps,
    Tier,
    Timeline,
    TimelineRow,
    Title,
    WebLink,
    plain_text,
    words,
)
from handouts.templating.elements import MarkupError
from handouts.templating.environment import with_places
from handouts.templating.markup import parse_frame, parse_notice, parse_section

FRAME = """
<frame>
<contact><phone href="tel:+14165550123">416-555-0123</phone></contact>
<emergency>Emergency: <phone href="tel:911">911</phone></emergency>
<panel>
  <entry><label>Name</label><value><field name="patient">Ana  Sample</field></value></entry>
  <entry><label>Treated on</label></entry>
</panel>
<formats>Large print? Ask us.</formats>
<page>Page <field name="page"></field> of <field name="pages"></field></page>
<record>Version 1.</record>
<mark>Sample</mark>
</frame>
"""


def section(inside: str, title: str = "<title>After it</title>") -> tuple[Block, ...]:
    """The blocks of a section with this inside, its title left out."""
    text = with_places(f'<section name="aftercare">{title}\n{inside}</section>', "test.xml.j2")
    blocks = parse_section(text, template="test.xml.j2").blocks
    assert isinstance(blocks[0], Title)
    return blocks[1:]


def mistakes(inside: str) -> list[str]:
    """What is wrong with a section that has this in its second line."""
    with pytest.raises(MarkupError) as caught:
        section(inside)
    return [f"{each.place} {each.message} {each.remedy}" for each in caught.value.mistakes]


def inlines(text: str) -> tuple[Inline, ...]:
    (paragraph,) = section(f"<p>{text}</p>")
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def test_words_and_steps_become_blocks() -> None:
    blocks = section("<message>Be gentle.</message><p>One.</p><steps><item>A</item></steps>")

    assert blocks == (
        Message(text=words("Be gentle.")),
        Paragraph(text=words("One.")),
        Steps(items=(words("A"),)),
    )


def test_a_heading_has_a_note_and_a_mark() -> None:
    assert section('<heading advice="do-not">Do not<note>A day counts.</note></heading>') == (
        Heading(text=words("Do not"), note=words("A day counts."), advice=AdviceKind.DO_NOT),
    )


def test_a_row_of_advice_has_when_what_and_why() -> None:
    row = (
        '<advice><row key="makeup" kind="do-not" pictogram="lipstick">'
        "<when>Until <date>Mon, Nov 23</date></when><what>No makeup.</what></row></advice>"
    )

    assert section(row) == (
        AdviceTable(
            rows=(
                AdviceRow(
                    key="makeup",
                    kind=AdviceKind.DO_NOT,
                    pictogram="lipstick",
                    when=(
                        Inline(text="Until "),
                        Inline(text="Mon, Nov 23", kind=Kind.DATE),
                    ),
                    what=words("No makeup."),
                ),
            )
        ),
    )


def test_a_timeline_a_callout_and_a_link_keep_their_parts() -> None:
    blocks = section(
        "<timeline><phase><when>Day 1</when><name>First</name><text>Red.</text></phase>"
        "<phase><when>Day 3</when><text>Dry.</text></phase></timeline>"
        '<callout tier="E" short="yes"><head>Call 911.</head><sign>One</sign><sign>Two</sign>'
        '</callout><weblink href="https://example.com/mn">Read more</weblink>'
    )

    assert blocks == (
        Timeline(
            rows=(
                TimelineRow(when=words("Day 1"), phase=words("First"), text=words("Red.")),
                TimelineRow(when=words("Day 3"), phase=(), text=words("Dry.")),
            )
        ),
        Callout(
            tier=Tier.EMERGENCY,
            heading=words("Call 911."),
            signs=(words("One"), words("Two")),
            short=True,
        ),
        WebLink(text=words("Read more"), href="https://example.com/mn"),
    )


def test_a_calendar_reasons_and_lookalikes_keep_their_parts() -> None:
    calendar, reasons, lookalikes = section(
        '<calendar><day month="November" weekday="Mon" number="23" field="calendar.1">'
        '<mark pictogram="lipstick">Makeup <b>again</b></mark></day>'
        '<day month="" weekday="" number="2"/></calendar>'
        '<reasons><group proof="half"><label>May play a part</label><claim>A</claim></group>'
        "</reasons>"
        "<lookalikes><heads><looks>Looks</looks><starts>Starts</starts><action>Do</action></heads>"
        '<row drawing="rash" tier="S"><name>Rash</name><looks>Red</looks><starts>Day 2</starts>'
        "<action>Call</action></row></lookalikes>"
    )

    assert isinstance(calendar, Calendar)
    assert calendar.days == (
        CalendarDay(
            month=(Inline(text="November", field="calendar.1:month_name"),),
            weekday=(Inline(text="Mon", field="calendar.1:weekday_short"),),
            number=(Inline(text="23", field="calendar.1:number"),),
            marks=(CalendarMark(pictogram="lipstick", text="Makeup again"),),
        ),
        CalendarDay(month=(), weekday=(), number=words("2")),
    )
    assert isinstance(reasons, Reasons)
    assert reasons.groups == (
        ReasonGroup(proof=Proof.HALF, label=words("May play a part"), claims=(words("A"),)),
    )
    assert isinstance(lookalikes, LookalikeTable)
    assert lookalikes.heads == (words("Looks"), words("Starts"), words("Do"))
    assert lookalikes.rows == (
        LookalikeRow(
            drawing="rash",
            name=words("Rash"),
            looks=words("Red"),
            starts=words("Day 2"),
            tier=Tier.SAME_DAY,
            action=words("Call"),
        ),
    )


def test_the_frame_keeps_its_parts() -> None:
    frame = parse_frame(FRAME, template="frame")

    assert frame.contacts == (
        (Inline(text="416-555-0123", kind=Kind.PHONE, href="tel:+14165550123"),),
    )
    assert [plain_text(field.label) for field in frame.panel] == ["Name", "Treated on"]
    assert frame.panel[0].value == (Inline(text="Ana  Sample", kind=Kind.FIELD, field="patient"),)
    assert frame.panel[1].value == ()
    assert [inline.field for inline in frame.page] == [None, "page", None, "pages"]
    assert frame.marks == (words("Sample"),)


def test_a_notice_is_its_words() -> None:
    assert parse_notice("<notice>Not reviewed.</notice>", template="n") == words("Not reviewed.")


def test_inlines_carry_their_kind_and_bold_goes_through() -> None:
    assert inlines(
        'Take <b>at most <dose>400 mg</dose></b>, <term lang="la">Aloe</term>, '
        '<url href="mailto:a@example.com">a@example.com</url> '
        '<date field="treated">Nov 24</date>'
    ) == (
        Inline(text="Take "),
        Inline(text="at most ", strong=True),
        Inline(text="400 mg", kind=Kind.DOSE, strong=True),
        Inline(text=", "),
        Inline(text="Aloe", kind=Kind.TERM, language="la"),
        Inline(text=", "),
        Inline(text="a@example.com", kind=Kind.URL, href="mailto:a@example.com"),
        Inline(text=" "),
        Inline(text="Nov 24", kind=Kind.DATE, field="treated"),
    )


def test_white_space_between_words_counts_as_one_space() -> None:
    assert inlines("\n  One\n   two <b> three </b>\n four \n") == (
        Inline(text="One two "),
        Inline(text="three ", strong=True),
        Inline(text="four"),
    )


def test_a_sentence_that_ends_with_a_time_ends_with_one_stop_of_its_own() -> None:
    date, *after = inlines(
        'Until <date>Nov 24</date>, <time field="treated:clock">3 p.m.</time>. '
        'Then <time field="treated:clock">9 p.m.</time>, <b>x</b>.'
    )[1:]

    assert date.text == "Nov 24"
    assert [inline.text for inline in after] == [
        ", ", "3 p.m", ". Then ", "9 p.m.", ", ", "x", "."
    ]  # fmt: skip
    # Whoever fills it anew leaves the stop to the sentence where it is.
    assert [inline.field for inline in after if inline.field] == ["treated:clock~", "treated:clock"]


def test_spaces_that_a_language_writes_are_kept() -> None:
    assert inlines("15\u00a0h\u200900") == words("15\u00a0h\u200900")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_whatever_stands_in_a_field_comes_out_as_it_was(value: str) -> None:
    if any(character in "\ufffe\uffff" for character in value):
        return

    assert inlines(f'<field name="note">{escape(value)}</field>.') == (
        Inline(text=value, kind=Kind.FIELD, field="note"),
        Inline(text="."),
    )


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<pp>x</pp>", "test.xml.j2:2:1 There is no element <pp>. Did you mean <p>?"),
        ("<advise/>", "There is no element <advise>. Did you mean <advice>? In <section> there"),
        ("<p>a</p>\n  <sign>b</sign>", "test.xml.j2:3:3 <sign> cannot stand in <section>. In"),
        (
            "<p>a <fone>1</fone></p>",
            "test.xml.j2:2:6 There is no element <fone>. Did you mean <phone>? In <p>",
        ),
        (
            "<p><b>a <b>b</b></b></p>",
            "2:9 <b> stands in <b>. Only <b> and <foreign> may hold another",
        ),
        ("words", "1:1 Words stand in <section> outside any element for words. Put them in"),
        ("<p> </p>", "2:1 <p> has no words. Write them, or leave the element out."),
        ("<list/>", "2:1 <list> holds nothing. It needs, in this order: item+"),
        ("<title>Two</title>", "1:1 <section> holds title title. It needs, in this order: title"),
        ("<p class='x'>a</p>", "2:1 <p> has no attribute class. Remove it."),
        (
            '<callout teir="E" tier="E"><head>a</head><sign>b</sign></callout>',
            "2:1 <callout> has no attribute teir. Did you mean tier?",
        ),
        (
            '<callout tier="X"><head>a</head><sign>b</sign></callout>',
            "2:1 The tier of <callout> cannot be used. Write E or U or S or R.",
        ),
        ("<p><phone>1</phone></p>", '2:4 <phone> has no href. Write <phone href="…">, with tel:'),
        (
            '<weblink href="http://example.com">a</weblink>',
            "The href of <weblink> cannot be used. Write an address that begins with https://.",
        ),
        (
            '<p><url href="javascript:alert(1)">a</url></p>',
            "The href of <url> cannot be used.",
        ),
        (
            "<heading><note>n</note>words</heading>",
            "2:10 Words of <heading> stand after its <note>. Put <note> last.",
        ),
        (
            "<heading>a<note>n</note><note>m</note></heading>",
            "2:1 <heading> holds note note. It needs, in this order: note?",
        ),
        (
            '<callout tier="E"><sign>b</sign><head>a</head></callout>',
            "<callout> holds sign head. It needs, in this order: head lead? sign+",
        ),
    ],
)
def test_a_mistake_says_where_it_is_and_what_to_write(inside: str, says: str) -> None:
    (mistake,) = mistakes(inside)

    assert says in mistake


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<p>a</item>", "2:1 <p> opens here, but </item> comes before its end. Write </p> first"),
        ("<p>a &nbsp; b</p>", "2:1 &nbsp; means nothing here. Write the character itself."),
        ("<p>a & b</p>", "A < or & that belongs to no tag stands here"),
        ("<p>a < b</p>", "A < or & that belongs to no tag stands here"),
        (
            "<p a='1' a='2'>x</p>",
            "test.xml.j2:1:27 A tag has the same attribute twice. Keep one of them.",
        ),
        ("<p>a\x01b</p>", "A character that cannot be printed stands here."),
        ("<p>a\ud800b</p>", "A character that cannot be printed stands here."),
        ("<?php x?><p>a</p>", "After this tag stands <! or <?"),
        ("<p><![CDATA[a]]></p>", "After this tag stands <! or <?"),
        ("<b>" * 20 + "a" + "</b>" * 20, "<b> stands in more than 12 elements."),
    ],
)
def test_broken_markup_says_where_it_breaks(inside: str, says: str) -> None:
    (mistake,) = mistakes(inside)

    assert says in mistake


def test_a_document_type_is_refused_before_it_can_define_anything() -> None:
    text = '<!DOCTYPE s [<!ENTITY a "aaaa">]><section name="a"><title>&a;</title></section>'

    with pytest.raises(MarkupError, match="After this tag stands <!"):
        parse_section(text, template="t")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "t:1:1: The template yields no element."),
        ("words", "t:1:1: A < or & that belongs"),
        ("<frame/>", "t:1:1: The outermost element is <frame>."),
        ("<section", "t:1:1: "),
        ("<section name='a'><title>x</title>", "<section> is never closed."),
        ("<section name='a'/><section name='b'/>", "Something stands after the end of the"),
    ],
)
def test_a_text_that_is_not_one_section_is_refused(text: str, says: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_section(text, template="t")

    assert says in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    assert [each.partition(" ")[0] for each in mistakes("<p/>\n<q>a</q>\n <list/>")] == [
        "test.xml.j2:2:1",
        "test.xml.j2:3:1",
        "test.xml.j2:4:2",
    ]


def test_no_words_of_a_handout_enter_an_error() -> None:
    said = mistakes("Ana Sample<p><fone>Ana Sample</fone></p><list>Ana Sample</list>")

    assert len(said) == 4
    assert "Ana" not in "".join(said)
