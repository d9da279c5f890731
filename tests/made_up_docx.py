"""Word files made from the XML of their parts, so that each says exactly what a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_NAMESPACES = (
    'xmlns:w="{w}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" xmlns:m="urn:math"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="urn:cp"'
)

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our parts"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Ref"><w:name w:val="Bibliography"/></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Abs"><w:name w:val="Abstract"/></w:style>
<w:style w:type="paragraph" w:styleId="Au"><w:name w:val="Author names"/></w:style>
<w:style w:type="paragraph" w:styleId="Aff"><w:name w:val="Affiliation"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content)  # of no date, so that the same parts give the same bytes
    return packed.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """A part of relations: kind -> target."""
    types = {kind: _CORE if kind == "core-properties" else f"{_KINDS}/{kind}" for kind in targets}
    inner = "".join(f'<Relationship Id="{k}" Type="{types[k]}" Target="{target}"/>' for k, target in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def word(
    body: str, *, notes: str = "", core: str = "", styles: str = STYLES, namespace: str = W, **more: str | bytes
) -> bytes:
    """A Word file: the XML of its body, footnotes, core properties and styles; ``more`` replaces parts by name."""
    names = _NAMESPACES.format(w=namespace)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}),
        "word/_rels/document.xml.rels": relations({"styles": "styles.xml", "footnotes": "/word/footnotes.xml"}),
        "word/document.xml": f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {names}>{notes}</w:footnotes>",
        "docProps/core.xml": f"<cp:coreProperties {names}>{core}</cp:coreProperties>",
    }
    return archive(parts | more)


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def r(text: str, *looks: str) -> str:
    """A run of words with looks, as in ``r("Results", "b", "i")``."""
    told = "".join(f"<w:{look}/>" for look in looks)
    return f'<w:r><w:rPr>{told}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    """A raised run."""
    return r(text, 'vertAlign w:val="superscript"')


def field(instruction: str, *result: str) -> str:
    """A field with its result: words, or runs."""
    shown = "".join(one if one.startswith("<") else r(one) for one in result)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    """A table of rows of cells: words, or the inner XML of a cell."""
    made = []
    for place, row in enumerate(rows):
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and place == 0 else ""
        made.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: twice, for programs of different age."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
