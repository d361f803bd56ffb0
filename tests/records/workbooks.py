"""Spreadsheets as bytes, as programs save them and as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3" '
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    "</manifest:manifest>"
)

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(*sheets: Sequence[Sequence[object]], hidden: Sequence[int] = ()) -> bytes:
    """A workbook as a spreadsheet program saves it."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for at, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"Sheet {at}")
        sheet.sheet_state = "hidden" if at in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def raw_xlsx(rows: str, *, strings: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": f"<Relationships {_RELATIONS}>"
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>".encode(),
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f"<Relationships {_RELATIONS}>"
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>".encode(),
            "xl/sharedStrings.xml": f"<sst {_MAIN}>{strings}</sst>".encode(),
            "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData>"
            "</worksheet>".encode(),
            **(parts or {}),
        }
    )


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet whose only sheet has these rows, as XML."""
    content = f'{_ODS_HEAD}<table:table table:name="S">{rows}</table:table>{_ODS_TAIL}'
    return archive(
        {
            "mimetype": _ODS_TYPE.encode(),
            "META-INF/manifest.xml": _MANIFEST.encode(),
            "content.xml": content.encode(),
        }
    )


def ods_row(*cells: str, more: str = "") -> str:
    """A row of texts; `more` are cells as XML."""
    texts = "".join(ods_cell(text) for text in cells)
    return f"<table:table-row>{texts}{more}</table:table-row>"


def ods_cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return saved.getvalue()
