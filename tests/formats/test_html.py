"""Web pages: the article of a page as publishers and repositories build it, and nothing else of the page.

Each page has the elements, classes and nesting of one platform's pages, and words that we made up.
"""

from __future__ import annotations

import pytest

from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats.html import read_document, recognises

FIRST = "The two councils met each month in the library and agreed on one list of families."
SECOND = "Nurses said that a shared calendar kept the visits going when managers changed."
THIRD = "Trust between the crews grew slowly, and the shared van was what kept them talking. " * 12
META = """<meta name="citation_title" content="Two councils and a van"><meta name="citation_author" content="Ada
Okafor"> <meta name="citation_author" content="Lund, Ben"><meta name="citation_publication_date"
content="2021/03/04"> <meta name="citation_journal_title" content="Journal of Invented Practice"> <meta
name="citation_doi" content="10.5555/Van.21">"""

FURNITURE = (
    "Skip", "Log in", "Cookie", "cookies", "Share and", "Google Scholar", "Creative Commons", "View author",
    "Open in", "Download", "Go to", "PubMed", "Other A", "Related", "Another paper", "Department of",
    "©", "Citation", "Received", "Full size", "metrics", "Cite this", "Peer Reviewed", "provided here",
)  # fmt: skip
"""What stands on the pages below and must not be in any text."""

PMC = f"""<!DOCTYPE html><html lang="en"><head><title>Two councils and a van - PMC</title>{META} <meta
name="citation_pmid" content="123456"><link rel="canonical"
href="https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/"> </head><body><a class="usa-skipnav"
href="#main-content">Skip to main content</a> <section class="usa-banner"><p>An official website. Cookie
policy.</p></section> <header class="ncbi-header" role="banner"><a href="/">Log in</a></header><div
class="container"><main id="main-content"> <article><section class="pmc-layout__citation"><div>Invented Pract. 2021
Mar 4;9:12. doi: 10.5555/Van.21</div></section> <section class="front-matter"><div class="ameta p"><hgroup><h1>Two
councils and a van</h1></hgroup> <div class="cg p"><a href="/?term=x"><span class="name western">Ada
Okafor</span></a><sup>1</sup>, <a href="/y">Ben Lund</a> </div><ul class="d-buttons"><li><button>Author
information</button></li></ul> <div class="panel"><div class="p"><sup>1</sup>Department of Public Health,
Utopia</div></div></div></section> <section aria-label="Article content"><section class="body main-article-body">
<section class="abstract" id="abstract1"><h2>Abstract</h2><section id="s0a"><h3
class="pmc_sec_title">Background</h3> <p>{FIRST}</p></section><section id="s0b"><h3
class="pmc_sec_title">Results</h3><p>{SECOND}</p></section> <section id="kwd-group1"
class="kwd-group"><p><strong>Keywords:</strong> trust, vans</p></section></section> <section id="S1"><h2
class="pmc_sec_title">Introduction</h2><p>{FIRST} [<a href="#CR1" class="usa-link">1</a>, <a href="#CR2"
class="usa-link">2</a>]</p></section> <section id="S2"><h2 class="pmc_sec_title">Methods</h2><section id="S3"><h3
class="pmc_sec_title">Setting</h3><p>{SECOND}</p> <section class="tw xbox font-sm" id="T1"><h4
class="obj_head">Table 1.</h4><div class="caption p"><p>What held the work</p> </div><div class="tbl-box p"><table
class="content"><thead><tr><th>Partner</th><th>Barrier</th></tr></thead><tbody> <tr><td>Clinic</td><td>Staff
left<sup>a</sup></td></tr></tbody></table></div> <div class="p text-right font-secondary"><a href="table/T1/">Open
in a new tab</a></div> <div class="tw-foot p"><div class="fn" id="fn1"><sup>a</sup><p>Counted in the second
year.</p></div></div></section> </section><p>{THIRD}</p></section> <section id="S4"><h2
class="pmc_sec_title">Results</h2><p>{THIRD}</p><blockquote class="disp-quote"><p>We just rang them up.</p>
</blockquote><figure class="fig xbox" id="F1"><h4 class="obj_head">Fig. 1.</h4><p class="img-box"><a
href="f.jpg"><img></a></p> <div class="p text-right"><a href="figure/F1/">Open in a new
tab</a></div><figcaption><p>The route of the van</p></figcaption> </figure></section> <section id="ack1"
class="ack"><h2 class="pmc_sec_title">Acknowledgements</h2><p>We thank the drivers.</p></section> <section
id="fn-group1" class="fn-group"><h2 class="pmc_sec_title">Footnotes</h2><div class="fn"><p>No interests are declared
by either author.</p></div></section> <section id="ref-list1" class="ref-list"><h2
class="pmc_sec_title">References</h2><ul class="ref-list"><li id="CR1"><cite>Other A. A study.</cite> [<a
href="/d">DOI</a>] [<a href="/gs">Google Scholar</a>]</li><li id="CR2">Other B.</li></ul></section>
</section></section><footer class="p courtesy-note">Articles from Invented Practice are provided here courtesy of
Us</footer> </article></main></div><section class="pmc-sidenav"><h6>ACTIONS</h6><ul><li><a href="/pdf">Download
PDF</a></li></ul> <h6>Similar articles</h6><ul><li><a href="/p">Another paper</a></li></ul></section></body></html>"""

OLD_PMC = f"""<html><head>{META}</head><body><div id="maincontent"><div class="jig-ncbiinpagenav"><div
class="fm-sec"> <div class="fm-citation half_rhythm">Invented Pract. 2021; 9: 12. Published online 2021 Mar 4 by the
publisher here.</div> <h1 class="content-title">Two councils and a van</h1><div class="contrib-group fm-author"><a
href="/a">Ada Okafor</a>,<sup>1</sup> <a href="/b">Ben Lund</a></div><div class="fm-panel half_rhythm">Department of
Health</div></div> <div id="Abs1" class="tsec sec"><div class="goto jig-ncbiinpagenav-goto-container"><a>Go
to:</a></div> <h2 class="head no_bottom_margin">Abstract</h2><div><div class="sec"><strong>Background</strong><p
class="p p-first-last">{FIRST} </p></div><div class="sec"><strong>Results</strong><p>{SECOND}</p></div><div
class="sec"><strong class="kwd-title">Keywords: </strong> <span class="kwd-text">trust,
vans</span></div></div></div> <div id="s1" class="tsec sec"><div class="goto">Go to:</div><h2
class="head">Introduction</h2><p class="p p-first">{FIRST} <sup>[<a href="#B1" rid="B1" class=" bibr
popnode">1</a>]</sup></p></div> <div id="s2" class="tsec sec"><h2 class="head">Methods</h2><div
class="sec"><h3>Setting</h3><p>{SECOND}</p></div><p>{THIRD}</p></div> <div class="tsec sec"><h2
class="head">Results</h2><p>{THIRD}</p><div class="fig iconblock whole_rhythm"><div class="figure"><img> </div><div
class="icnblk_cntnt"><div><a href="/f">Fig. 1</a></div><div class="caption"><strong>The route of the
van</strong></div> </div></div></div><div class="tsec sec"><h2 class="head">Acknowledgements</h2><p>We thank the
drivers.</p></div> <div class="tsec sec" id="reference-list"><h2 class="head">References</h2><div
class="ref-list-sec sec"><div class="ref-cit-blk" id="B1">1. <span>Other A. A study.</span> [<a href="/gs">Google
Scholar</a>]</div></div></div></div> <div class="courtesy-note whole_rhythm small">Articles from Invented Practice
are provided here courtesy of Us</div></div> </body></html>"""

SPRINGER = f"""<!DOCTYPE html><html lang="en"><head>{META}</head><body><div id="cookie-banner" class="cc-banner">
<p>We use cookies to make this site work and to remember what you chose, as our policy says.</p></div> <main
class="c-article-main-column"><article lang="en"><div class="c-article-header"><header><ul
class="c-article-identifiers"> <li>Open access</li><li><time>Published: 4 March 2021</time></li></ul><h1
class="c-article-title">Two councils and a van</h1> <ul class="c-article-author-list"><li><a href="#auth-1">Ada
Okafor</a><sup>1</sup> &amp; </li><li>Ben Lund</li></ul> <div class="c-article-metrics-bar"><p>1234
Accesses</p></div></header></div><div class="c-article-body"> <section aria-labelledby="Abs1"
data-title="Abstract"><div class="c-article-section" id="Abs1-section"> <h2 class="c-article-section__title"
id="Abs1">Abstract</h2><div class="c-article-section__content" id="Abs1-content"> <h3
class="c-article__sub-heading">Background</h3><p>{FIRST}</p><h3
class="c-article__sub-heading">Results</h3><p>{SECOND}</p> </div></div></section><div class="main-content"><section
data-title="Background"><div class="c-article-section"> <h2 class="c-article-section__title"
id="Sec1">Introduction</h2><div class="c-article-section__content"><p>{FIRST} [<a data-track="click"
href="#ref-CR1">1</a>, <a href="#ref-CR2">2</a>].</p></div></div></section><section data-title="Methods"><div
class="c-article-section"><h2 class="c-article-section__title">Methods</h2><div class="c-article-section__content">
<h3 class="c-article__sub-heading" id="Sec3">Setting</h3><p>{SECOND}</p><div
class="c-article-table"><figure><figcaption class="c-article-table__figcaption"><b id="Tab1">Table 1 What held the
work</b></figcaption><div class="u-text-right u-hide-print"> <a class="c-article__pill-button" href="/t1"><span>Full
size table</span></a></div></figure></div></div></div></section> <section data-title="Results"><div
class="c-article-section"><h2 class="c-article-section__title">Results</h2><div
class="c-article-section__content"><p>{THIRD}</p><div class="c-article-section__figure"><figure><figcaption><b
class="c-article-section__figure-caption">Fig. 1</b></figcaption><div class="c-article-section__figure-content"><div
class="c-article-section__figure-description"><p>The route of the van</p></div></div><div class="u-text-right
u-hide-print"><a href="/f1">Full size image</a></div></figure></div></div></div></section></div><div><section
data-title="References" id="MagazineFulltextArticleBodySuffix"><div class="c-article-section"><h2
class="c-article-section__title">References</h2><div class="c-article-section__content"><ol
class="c-article-references"><li class="c-article-references__item"><p class="c-article-references__text"
id="ref-CR1">Other A. A study.</p><p><a href="/gs">Google Scholar</a></p></li></ol></div></div>
</section></div><section data-title="Acknowledgements"><div class="c-article-section"><h2
class="c-article-section__title">Acknowledgements</h2><div class="c-article-section__content"><p>We thank the
drivers.</p></div> </div></section><section data-title="Author information"><div class="c-article-section"><h2
class="c-article-section__title">Author information</h2><div class="c-article-section__content"><h3
class="c-article__sub-heading">Authors and Affiliations</h3><ol
class="c-article-author-affiliation__list"><li>Department of Health, Utopia</li></ol><h3
class="c-article__sub-heading">Contributions </h3><p>Both authors drove and wrote.</p><h3
class="c-article__sub-heading">Corresponding author</h3><p>Correspondence to <a href="mailto:a@b.c">Ada
Okafor</a>.</p></div></div></section><section data-title="Rights and permissions"><div><h2>Rights and
permissions</h2><div><p><b>Open Access</b> This article is licensed under a Creative Commons
licence.</p></div></div></section> <section data-title="About this article"><div><h2>About this
article</h2><div><div><h3>Cite this article</h3><p>Okafor, A., Lund, B. Two councils and a van. <i>Invented</i>
2021.</p><ul><li><p>Received: <span>1 May 2020</span></p></li></ul></div> <h3
class="c-article__sub-heading">Keywords</h3><ul
class="c-article-subject-list"><li><span>trust</span></li><li>vans</li></ul>
</div></div></section></div></article></main><div class="c-related"><h2>Related articles</h2><p>Another paper that
may be of interest to those who read this one, since it also is about vans.</p></div><footer>©
2021</footer></body></html>"""

PLOS = f"""<!DOCTYPE html><html><head>{META}</head><body><header><nav><ul><li><a href="/">Log
in</a></li></ul></nav></header> <main id="main-content"><div class="title-block"><h1 id="artTitle">Two councils and
a van</h1><ul class="author-list"> <li>Ada Okafor</li></ul></div><div class="article-container"><div
class="article-content"><div id="figure-carousel-section"></div> <div class="article-text" id="artText"><div
class="abstract toc-section abstract-type-"><a id="abstract0"></a><h2>Abstract</h2> <div
class="abstract-content"><h3>Background</h3><a id="article1.front1.p1"
class="link-target"></a><p>{FIRST}</p><h3>Results</h3> <p>{SECOND}</p></div></div><div
class="articleinfo"><p><strong>Citation: </strong>Okafor A, Lund B (2021) Two councils. J 1(1): e1.
</p><p><strong>Received: </strong>May 1, 2020; <strong>Accepted: </strong>March 1, 2021</p><p><strong>Copyright:
</strong>© 2021 Okafor.</p></div><div id="section1" class="section toc-section"><a id="sec001" data-toc="sec001"
title="Introduction"></a> <h2>Introduction</h2><p>{FIRST} [<a href="#pone.0001.ref001" class="ref-tip">1</a>–<a
href="#pone.0001.ref003" class="ref-tip">3</a>]. </p></div><div id="section2" class="section
toc-section"><h2>Methods</h2><div id="section1-2" class="section"><h3>Setting</h3> <p>{SECOND}</p></div></div><div
id="section3" class="section toc-section"><h2>Results</h2><p>{THIRD}</p><div class="figure"><div
class="img-box"><img></div><div class="figure-inline-download">Download:<ul><li><a href="/ppt">PowerPoint
slide</a></li></ul></div> <div class="figcaption"><span>Fig 1. </span>The route of the van</div><p
class="caption_object"><a href="https://doi.org/x"> https://doi.org/10.5555/x.g001</a></p></div></div><div
class="section toc-section"><h2>Acknowledgments</h2><p>We thank the drivers. </p></div><div
class="toc-section"><h2>References</h2><ol class="references"><li id="ref1"><span>1.</span><a
id="pone.0001.ref001"></a>Other A. A study. <ul class="reflinks"><li><a href="/gs">Google
Scholar</a></li></ul></li></ol></div> </div></div></div></main></body></html>"""

FRONTIERS = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="article-section"><div
class="article-container"> <div class="abstract-container"><div class="JournalAbstract"><h1>Two councils and a
van</h1><div class="authors"><span class="author-wrapper"><a href="/p">Ada Okafor</a><sup>1</sup></span></div><ul
class="notes"><li><span><sup>1</sup></span>Department of Health,
Utopia</li></ul><h2>Abstract</h2><p><b>Background:</b> {FIRST}</p><p><b>Results:</b> {SECOND}</p></div></div> <div
class="JournalFullText"><h2>1. Introduction</h2><p class="mb15">{FIRST} (<a href="#B1">1</a>, <a
href="#B2">2</a>)</p> <h2>2. Methods</h2><h3 class="pt0">2.1. Setting</h3><p class="mb15">{SECOND} (<a
href="#B3">Other, 2018</a>)</p> <h2>3. Results</h2><p class="mb15">{THIRD}</p><div class="Imageheaders">Figure
1</div><div class="FigureDesc"><p><strong>Figure 1</strong>. The route of the
van</p></div><h2>Acknowledgments</h2><p>We thank the drivers.</p><h2>Publisher's note</h2><p>All claims expressed in
this article are solely those of the authors.</p><h2>References</h2><div class="References"><p
class="ReferencesCopy1"><a id="B1"> </a>1. Other A. A study. <a href="/gs">Google Scholar</a></p></div></div><div
class="AbstractSummary"><p><span>Keywords:</span> trust, vans</p><p><span>Citation:</span> Okafor A (2021) Two
councils. doi: 10.5555/van.21</p><p><span>Received:</span> 1 May 2020; <span>Accepted:</span> 1 March 2021.</p><p
id="cp">Copyright © 2021 Okafor. This is an open-access article distributed under the terms of the Creative Commons
Attribution License.</p></div></div></div></body></html>"""

MDPI = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="top-bar">Log in</div><div
id="main-content"><div class="middle-column"><article><div class="html-article-content"><h1 class="title
hypothesis_container">Two councils and a van</h1> <div class="art-authors hypothesis_container">by <span
class="inlineblock"><a>Ada Okafor</a><sup>1</sup></span></div> <div class="art-affiliations"><div
class="affiliation">Department of Health</div></div><div class="pubhistory"><span>Received: 1 May
2020</span></div><div class="html-front"><section class="html-abstract" id="html-abstract"><h2
id="html-abstract-title">Abstract</h2> <div class="html-p"><b>Background:</b> {FIRST} <b>Results:</b>
{SECOND}</div></section><div id="html-keywords"><div class="html-gwd-group"><div id="html-keywords-title">Keywords:
</div><a href="/search?q=trust">trust</a>; <a href="/search">vans</a> </div></div></div><div
class="html-body"><section id="sec1" type="intro"><h2 data-nested="1"> 1. Introduction</h2><div class="html-p">
{FIRST} [<a href="#B1-x" class="html-bibr">1</a>,<a href="#B2-x" class="html-bibr">2</a>].</div></section><section
id="sec2"> <h2> 2. Methods</h2><section id="sec2dot1"><h4 class="html-italic" data-nested="2"> 2.1. Setting</h4><div
class="html-p">{SECOND}</div> <div class="html-table-wrap" id="t1"><div class="html-table_wrap_td"></div><div
class="html-table_wrap_discription"><b>Table 1.</b> What held the work</div></div><div class="html-table_show
mfp-hide" id="table_body_display_t1" style="display:none"><div class="html-caption"><b>Table 1.</b> What held the
work</div><table><thead><tr><th>Partner</th><th>Barrier</th></tr></thead> <tbody><tr><td>Clinic</td><td>Staff
left</td></tr></tbody></table></div></section></section><section id="sec3"><h2> 3. Results</h2> <div
class="html-p">{THIRD}</div></section></div><div class="html-back"><div
class="html-notes"><section><h2>Acknowledgments</h2><div class="html-p">We thank the
drivers.</div></section></div><section id="html-references_list"><h2>References</h2><ol class="html-xx"> <li
id="B1-x">Other, A. A study. [<a href="/gs">Google Scholar</a>]</li></ol></section></div></div><div
class="article-footer"> © 2021 by the authors. Licensee Invented. <h3>Share and Cite</h3><p>Okafor, A. Two
councils.</p></div></article></div></div></body> </html>"""

WILEY = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="pb-page"><article class="article"><header
class="article-header"><h1 class="citation__title">Two councils and a van</h1><div class="loa-authors"><a>Ada
Okafor</a></div></header> <div class="abstract-group"><section class="article-section article-section__abstract"><h3
class="article-section__header section1">Abstract</h3><div class="article-section__content en main"><section><h4
class="article-section__sub-title section1">Background</h4><p>{FIRST}</p></section><section><h4
class="article-section__sub-title section1">Results</h4><p>{SECOND}</p></section></div></section></div><section
class="article-section article-section__full"><section class="article-section__content" id="s1"><h2
class="article-section__title section__title section1">1 INTRODUCTION</h2><p>{FIRST}<span><sup><a href="#x-bib-0001"
class="bibLink tab-link">1</a>, <a href="#x-bib-0002" class="bibLink
tab-link">2</a></sup></span></p></section><section class="article-section__content"><h2
class="article-section__title section1">2 METHODS</h2><section class="article-section__sub-content"><h3
class="article-section__sub-title section2">2.1 Setting</h3><p>{SECOND} (<a href="#x-bib-0003"
class="bibLink">Other, 2019</a>)</p></section><p>{THIRD}</p></section><section class="article-section__content"> <h2
class="article-section__title">3 RESULTS</h2><p>{THIRD}</p><section class="article-section__inline-figure"><figure
class="figure"> <figcaption class="figure__caption"><strong class="figure__title">FIGURE 1</strong><div
class="figure__caption figure__caption-text"> <div class="figure__caption-text">The route of the van</div></div><div
class="figure-extra"><a href="/v">Open in figure viewer</a><a
href="/ppt">PowerPoint</a></div></figcaption></figure></section></section><section
class="article-section__content"><h2 class="article-section__title">ACKNOWLEDGEMENTS</h2><p>We thank the
drivers.</p></section></section><section class="article-section article-section__references"><div
class="accordion"><h2 class="article-section__title">REFERENCES</h2><ul class="rlist separator"><li
data-bib-id="x-bib-0001">Other A. A study. <div class="extra-links getFTR"><a href="/gs">Google
Scholar</a></div></li></ul></div></section></article></div></body></html>"""

SAGE = f"""<!DOCTYPE html><html><head>{META}</head><body><main><article><header><div class="core-container"><h1
property="name">Two councils and a van</h1><div class="contributors"><span>Ada
Okafor</span></div></div></header><div data-extent="frontmatter"><div class="core-container"><section id="abstract"
property="abstract" role="doc-abstract"><h2 property="name">Abstract</h2><section id="a1"><h3>Background</h3><div
role="paragraph">{FIRST}</div></section><section id="a2"> <h3>Results</h3><div
role="paragraph">{SECOND}</div></section></section><section property="keywords"><h2>Keywords</h2><ol> <li><a
href="/k">trust</a></li><li><a href="/k">vans</a></li></ol></section></div></div><section id="bodymatter"
data-extent="bodymatter" property="articleBody"><div class="core-container"><section
id="sec-1"><h2>Introduction</h2><div role="paragraph">{FIRST}<sup><a href="#bibr1" role="doc-biblioref"
data-xml-rid="bibr1">1</a></sup></div></section><section id="sec-2"> <h2>Methods</h2><section
id="sec-2-1"><h3>Setting</h3><div role="paragraph">{SECOND}</div></section></section><section id="sec-3">
<h2>Results</h2><div role="paragraph">{THIRD}</div><figure class="graphic"><figcaption><div class="caption"><span
class="heading">Figure 1.</span> The route of the van</div></figcaption></figure></section></div></section><section
id="backmatter" data-extent="backmatter"><div class="core-container"><section
role="doc-acknowledgments"><h2>Acknowledgements</h2><div role="paragraph">We thank the
drivers.</div></section><section role="doc-bibliography"><h2>References</h2><div role="list"><div role="listitem"
id="bibr1"><div class="citation">Other A. A study.</div><a href="/gs">Google Scholar</a></div></div></section></div>
</section></article></main></body></html>"""

TAYLOR = f"""<!DOCTYPE html><html><head>{META}</head><body><div id="pb-page-content"><article class="article"><div
class="literatumAuthors"><h1><span class="NLM_article-title hlFld-title">Two councils and a van</span></h1></div>
<div id="abstractId1" class="hlFld-Abstract"><div class="abstractSection abstractInFull"><h2
class="section-heading-2">ABSTRACT</h2> <p class="sectionHeading2"><b>Background</b></p><p>{FIRST}</p><p
class="sectionHeading2"><b>Results</b></p><p>{SECOND}</p></div></div> <div class="hlFld-KeywordText"><div
class="hlFld-KeywordText abstractKeywords"><p class="kwd-title">KEYWORDS:</p><ul><li><a class="kwd-btn"
href="/k">trust</a></li><li><a class="kwd-btn" href="/k">vans</a></li></ul></div></div> <div
class="hlFld-Fulltext"><div id="S0001" class="NLM_sec NLM_sec-type_intro NLM_sec_level_1"><h2
class="section-heading-2">Introduction</h2><p>{FIRST} (<span class="ref-lnk lazy-ref bibr"><a data-rid="CIT0008"
href="#">Other, <span class="off-screen">Citation</span>2014</a></span>).</p></div><div class="NLM_sec
NLM_sec_level_1"><h2 class="section-heading-2">Methods</h2><div class="NLM_sec NLM_sec_level_2"><h3
class="section-heading-3">Setting</h3><p>{SECOND}</p> </div></div><div class="NLM_sec NLM_sec_level_1"><h2
class="section-heading-2">Results</h2><p>{THIRD}</p></div></div> <div class="NLM_ack"><h2>Acknowledgements</h2><p>We
thank the drivers.</p></div><div id="references-Section"><h2 class="section-heading-2">References</h2><ul
class="references numeric-ordered-list"><li id="CIT0008">Other, A. A study. <span class="googleScholar-container"><a
href="/gs">Google Scholar</a></span></li></ul></div></article><div class="relatedItemTabs"><h2>Related
research</h2><p>People also read Another paper.</p></div></div></body></html>"""

ELSEVIER = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="Article"><aside
class="TableOfContents"><h2>Outline</h2><ul> <li><a href="#s1">Introduction</a></li><li><a
href="#s2">Methods</a></li><li><a href="#s3">Results</a></li></ul></aside><article lang="en"><h1
id="screen-reader-main-title"><span class="title-text">Two councils and a van</span></h1><div class="author-group"
id="author-group"><button>Ada Okafor</button></div><div class="Abstracts u-font-serif"><div class="abstract author"
id="abs0010"><h2 class="section-title u-h4">Abstract</h2><div id="abssec0010"><h3>Background</h3><p
id="p1">{FIRST}</p></div><div id="abssec0015"> <h3>Results</h3><p>{SECOND}</p></div></div></div><ul
class="issue-navigation"><li><a href="/p">Previous</a></li></ul><div class="Keywords u-font-serif"><div
class="keywords-section"><h2 class="section-title">Keywords</h2><div class="keyword"><span>trust </span></div><div
class="keyword"><span>vans</span></div></div></div><div class="Body u-font-gulliver" id="body"><div><section
id="s1"> <h2 class="u-h4">1. Introduction</h2><p id="par5"><span>{FIRST} (<a class="anchor anchor-primary"
href="#bib1" name="bbib1"><span class="anchor-text">Other, 2010</span></a>).</span></p></section><section
id="s2"><h2>2. Methods</h2><section><h3>2.1. Setting</h3> <p>{SECOND}</p><div class="tables frame-topbot"
id="t1"><span class="captions text-s"><span><p><span class="label">Table 1</span>. What held the
work</p></span></span><div class="groups"><table><thead><tr><th>Partner</th><th>Barrier</th></tr></thead><tbody><tr>
<td>Clinic</td><td>Staff left</td></tr></tbody></table></div></div></section></section><section id="s3"><h2>3.
Results</h2><p>{THIRD}</p> <figure class="figure text-xs"><span><ol class="links-for-figure"><li><a
href="/d">Download: <span>Download high-res image</span></a> </li></ol></span><span class="captions
text-s"><span><p><span class="label">Fig. 1</span>. The route of the van</p></span></span></figure>
</section></div></div><section><h2>Acknowledgements</h2><p>We thank the drivers.</p></section><section
class="bibliography" id="cebib0010"><h2 class="section-title">References</h2><ol class="references"><li><span
class="reference" id="bib1">Other, A. A study. </span><a href="/gs">Google
Scholar</a></li></ol></section></article><div class="RelatedContent"><h2>Recommended articles</h2><p>Another
paper</p></div></div></body></html>"""

OXFORD = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="article-body"><h1
class="wi-article-title">Two councils and a van</h1><div class="wi-authors at-ArticleAuthors"><a
class="linked-name">Ada Okafor</a></div><div class="ww-citation-primary"><em>Invented Practice</em>, Volume 9, March
2021, Pages 1–9</div><div class="widget-ArticleFulltext"><div class="widget-items"><h2
class="abstract-title">Abstract</h2><section class="abstract"><div class="sec"><div class="title">Background</div><p
class="chapter-para">{FIRST}</p></div><div class="sec"><div class="title">Results</div><p
class="chapter-para">{SECOND}</p></div> </section><div class="kwd-group"><a class="kwd-part" href="/k">trust</a>, <a
class="kwd-part" href="/k">vans</a></div><h2 class="section-title js-splitscreen-section-title"
id="1">Introduction</h2><p class="chapter-para">{FIRST} (<span class="xrefLink" id="jumplink-B1"></span><a
href="javascript:;" reveal-id="B1" class="link link-ref link-reveal xref-bibr">1</a>)</p><h2
class="section-title">Methods</h2><h3 class="section-title">Setting</h3><p class="chapter-para">{SECOND}</p><div
class="table-full-width-wrap"><div class="table-wrap table-wide"><div class="table-wrap-title"><span class="label
title-label">Table 1.</span><div class="caption"><p class="chapter-para">What held the work</p></div></div><div
class="table-overflow"><table><thead><tr> <th>Partner<span aria-hidden="true" style="display: none;"> .
</span></th><th>Barrier</th></tr></thead><tbody><tr><td>Clinic</td> <td>Staff
left</td></tr></tbody></table></div></div></div><h2 class="section-title">Results</h2><p
class="chapter-para">{THIRD}</p> <div class="fig fig-section"><div class="graphic-wrap"><a class="fig-view-orig
openInAnotherWindow" href="/v">Open in new tab</a></div> <div class="label fig-label">Figure 1</div><div
class="caption fig-caption"><p class="chapter-para">The route of the van</p></div></div> <h2
class="section-title">Acknowledgements</h2><p class="chapter-para">We thank the drivers.</p><h2
class="backreferences-title"> References</h2><div class="ref-list"><div id="B1">Other A. A study. <a
href="/gs">Google Scholar</a></div></div></div></div></div> <div
class="widget-SolrResourceMetadata"><h3>Citations</h3><p>12</p></div></body></html>"""

BMJ = f"""<!DOCTYPE html><html><head>{META}</head><body><div class="panel-pane pane-highwire-markup"><div
class="article fulltext-view"><h1 id="page-title">Two councils and a van</h1><div class="section abstract"
id="abstract-1"><h2 class="">Abstract</h2> <div id="sec-1" class="subsection"><p
id="p-1"><strong>Background</strong> {FIRST}</p></div><div id="sec-2" class="subsection"><p>
<strong>Results</strong> {SECOND}</p></div></div><ul class="kwd-group"><li class="kwd"><a
href="/k">trust</a></li><li class="kwd"> <a href="/k">vans</a></li></ul><p class="license">This is an open access
article distributed in accordance with the Creative Commons licence.</p><div class="section intro" id="sec-7"><h2
class="">Introduction</h2><p id="p-9">{FIRST}<sup><a id="xref-ref-1-1" class="xref-bibr"
href="#ref-1">1</a></sup></p></div><div class="section methods"><h2 class="">Methods</h2><div class="subsection"><h3
class="">Setting</h3><p>{SECOND}</p></div><p>{THIRD}</p></div><div class="section
results"><h2>Results</h2><p>{THIRD}</p><div class="fig pos-float odd"><div class="highwire-figure"><ul
class="highwire-figure-links"><li><a href="/d">Download figure</a></li><li><a href="/o">Open in new
tab</a></li><li><a href="/p">Download powerpoint</a></li></ul></div><div class="fig-caption"><span
class="fig-label">Figure 1</span> <p>The route of the van</p></div></div></div><div class="section ack"
id="ack-1"><h2>Acknowledgments </h2><p>We thank the drivers.</p></div><div class="section ref-list"
id="ref-list-1"><h2>References</h2><ol class="cit-list"><li><a class="rev-xref-ref" href="#xref-ref-1-1"
id="ref-1">↵</a>Other A. A study. <a href="/gs">Google Scholar</a></li></ol></div><span
class="highwire-journal-article-marker-end"></span></div></div></body></html>"""

JMIR = f"""<!DOCTYPE html><html><head>{META}</head><body><main><article class="ajax-article-content"><h4
class="h4-original-paper"> Original Paper</h4><h1>Two councils and a van</h1><div class="authors-container"><div
class="authors clearfix"><ul><li><a href="/a">Ada Okafor</a><sup>1</sup>, MPH</li></ul></div></div><div
class="authors-for-screen-reader"><p>Department of Health</p></div> <section class="article-content"><h3
class="h3-main-heading" id="Abstract">Abstract</h3><p class="abstract-sub-heading"><span
class="abstract-sub-heading">Background: </span>{FIRST}</p><p class="abstract-sub-heading"><span
class="abstract-sub-heading">Results: </span>{SECOND}</p><h4 class="h4-article-volume-issue">Invented
2021;9(1):e12</h4><p>doi:10.5555/van.21</p><h4>Keywords</h4><div class="keywords"><span><a href="/k">trust</a>; <a
href="/k">vans</a></span></div></section><section class="article-content-wrapper"><h3 class="navigation-heading
h3-main-heading" id="Introduction">Introduction</h3><p class="abstract-paragraph">{FIRST} [<span class="footers"><a
class="citation-link" href="#ref1" rel="footnote">1</a></span>].</p><h3 class="navigation-heading
h3-main-heading">Methods</h3><h4>Setting</h4><p>{SECOND}</p><h3 class="h3-main-heading">Results</h3><p>{THIRD}
</p><figure><a class="fancybox"><img></a><figcaption><span class="typcn"></span>Figure 1. The route of the van<a
class="fancybox" href="/f"> View this figure</a></figcaption></figure><h4
class="h4-border-top">Acknowledgments</h4><p>We thank the drivers.</p><h4 class="h4-border-top"
id="References">References</h4><ol><li><span id="ref1">Other A. A study. [<a href="/m">Medline</a>]</span></li></ol>
<h4>Abbreviations</h4><table width="80%"><tr><td><b>VAN:</b> vehicle and network</td></tr></table></section><p
class="article-copyright">©Ada Okafor. Originally published in Invented.</p></article></main></body></html>"""

HINDAWI = f"""<html><head>{META}</head><body><div class="article_body"><h2 class="article_title">Two councils and a
van</h2> <div class="article_authors">Ada Okafor</div><h4 class="header"
id="abstract">Abstract</h4><p>{FIRST}</p><p>{SECOND}</p><h4 class="header" id="introduction">1.
Introduction</h4><p>{FIRST} [<a href="#B1">1</a>].</p><h4 class="header">2. Methods</h4><h5 class="header">2.1.
Setting</h5><p>{SECOND}</p><h4 class="header">3. Results</h4><p>{THIRD}</p><h4 class="header">Acknowledgments</h4>
<p>We thank the drivers.</p><h4 class="header">References</h4><ol><li id="B1">Other A. A study. <a href="/gs">Google
Scholar</a></li></ol> <h4 class="header">Copyright</h4><p>Copyright © 2021 Ada Okafor. This is an open access
article.</p></div></body></html>"""

SCIELO = f"""<!DOCTYPE html><html><head>{META}</head><body><section class="articleCtt"><h1 class="article-title">Two
councils and a van </h1><div class="contribGroup"><span class="dropdown">Ada Okafor</span></div><article
id="articleText" class="col-md-10"><div class="articleSection articleSection--abstract" data-anchor="Abstract"><h1
class="articleSectionTitle">Abstract</h1><p>{FIRST}</p> <p>{SECOND}</p><p><b>Keywords:</b><br>trust;
vans</p></div><div class="articleSection" data-anchor="Resumo"><h1 class="articleSectionTitle">Resumo</h1><p>Os dois
concelhos reuniram-se todos os meses.</p></div><div class="articleSection" data-anchor="Text"><h1
class="articleSectionTitle">INTRODUCTION</h1><p>{FIRST}<span class="ref"><sup class="xref">1</sup><span
class="refCtt closed"><sup class="xref">1</sup><span>1 - Other A. A study.</span></span></span></p><h1
class="articleSectionTitle">METHODS</h1><h2>Setting</h2><p>{SECOND}<span class="ref"><sup class="xref">2</sup><span
class="refCtt closed">Other A.</span></span></p><h1 class="articleSectionTitle">RESULTS</h1><p>{THIRD}<span
class="ref"><sup class="xref">3</sup></span></p></div><div class="articleSection" data-anchor="Acknowledgments"><h1
class="articleSectionTitle">Acknowledgments</h1><p>We thank the drivers.</p></div><div class="articleSection"><h1
class="articleSectionTitle">REFERENCES</h1><ul class="refList"><li><div>Other A. A
study.</div></li></ul></div></article></section> </body></html>"""

WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns="http://www.w3.org/TR/REC-html40"><head><title>Two councils and a van</title><meta name=Generator
content="Microsoft Word 15"></head><body lang=EN-GB><div class=WordSection1><p class=MsoTitle>Two councils and a
van</p><p class=MsoNormal>Ada Okafor, MPH; Ben Lund, PhD<o:p></o:p></p><h1>Abstract</h1><p
class=MsoNormal><b>Background: </b>{FIRST}</p><p class=MsoNormal><b>Results: </b>{SECOND}</p><h1>Introduction</h1><p
class=MsoNormal>{FIRST} [1]</p><h1>Methods</h1> <h2>Setting</h2><p class=MsoNormal>{SECOND} [2]</p><p
class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]><span style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>a list of families</p> <h1>Results</h1><p
class=MsoNormal>{THIRD} [3]</p><h1>Acknowledgements</h1><p class=MsoNormal>We thank the
drivers.</p><h1>References</h1> <p class=MsoBibliography>1. Other A. A study.</p></div></body></html>"""

PAGES = {
    "pmc": PMC,
    "old-pmc": OLD_PMC,
    "springer": SPRINGER,
    "plos": PLOS,
    "frontiers": FRONTIERS,
    "mdpi": MDPI,
    "wiley": WILEY,
    "sage": SAGE,
    "taylor": TAYLOR,
    "elsevier": ELSEVIER,
    "oxford": OXFORD,
    "bmj": BMJ,
    "jmir": JMIR,
    "hindawi": HINDAWI,
    "scielo": SCIELO,
    "word": WORD,
}
WITHOUT_PARTS = {"hindawi", "scielo"}
"""Pages whose abstract has no parts."""

WITHOUT_KEYWORDS = {"plos", "wiley", "hindawi", "word"}


def read(page: str) -> Document:
    return read_document(page.encode(), name="page")


def lines(document: Document) -> list[tuple[str, str, str]]:
    return [
        (" > ".join(document.section_path(p.section)), p.kind, document.quote(p.start, p.end))
        for p in document.paragraphs
    ]


@pytest.fixture(params=PAGES.items(), ids=PAGES)
def named_page(request: pytest.FixtureRequest) -> tuple[str, Document]:
    name, page = request.param
    return name, read(page)


def test_sections_are_those_of_the_article(named_page: tuple[str, Document]) -> None:
    name, document = named_page
    labels = {
        text: document.sections[p.section].label
        for p, (_, _, text) in zip(document.paragraphs, lines(document), strict=True)
    }
    paths = [path.casefold() for path, _, text in lines(document) if text.startswith((FIRST, SECOND))]
    parts = ["abstract", "abstract"] if name in WITHOUT_PARTS else ["abstract > background", "abstract > results"]
    assert paths[:2] == parts
    heads = [path.split(" > ") for path in paths[2:]]
    assert [[head.lstrip("0123456789. ") for head in path] for path in heads] == [
        ["introduction"],
        ["methods", "setting"],
    ]
    assert labels["We thank the drivers."] == "back_matter"
    assert document.completeness == "full_text"


def test_the_page_around_is_left_out(named_page: tuple[str, Document]) -> None:
    _, document = named_page
    assert [words for words in FURNITURE if words.casefold() in document.text.casefold()] == []
    assert document.title == "Two councils and a van"
    assert [text for _, _, text in lines(document)].count("Two councils and a van") == 1
    assert document.authors == ("Okafor, Ada", "Lund, Ben")


def test_works_are_cited_where_they_were(named_page: tuple[str, Document]) -> None:
    _, document = named_page
    places = [document.text[at - 1] for at in document.citations]
    assert places
    assert "[" not in document.text
    assert "()" not in document.text


def test_keywords_and_captions_stand_apart(named_page: tuple[str, Document]) -> None:
    name, document = named_page
    keywords = [text for path, _, text in lines(document) if path == "Keywords"]
    assert [text.replace(",", ";") for text in keywords] == ([] if name in WITHOUT_KEYWORDS else ["trust; vans"])
    captions = [text for _, kind, text in lines(document) if kind == "caption"]
    assert captions in (
        [],
        ["The route of the van"],
        ["What held the work"],
        ["What held the work", "The route of the van"],
    )


def test_what_the_head_says_is_the_citation() -> None:
    document = read(PMC)
    assert (document.year, document.journal, document.doi) == (2021, "Journal of Invented Practice", "10.5555/van.21")
    assert (document.pmid, document.pmcid, document.language) == ("123456", "PMC7654321", "en")
    assert (document.format, document.reader) == ("html", "html/1")


@pytest.mark.parametrize(
    ("head", "suffix", "is_html"),
    [
        pytest.param(b"<!DOCTYPE html><html>", "", True, id="doctype"),
        pytest.param(b"\xef\xbb\xbf  <!-- saved --><HTML lang=en>", ".txt", True, id="element-under-another-name"),
        pytest.param(b"<?xml version='1.0'?><html xmlns='x'>", ".xhtml", True, id="xhtml"),
        pytest.param("<html>".encode("utf-16"), ".htm", True, id="utf-16"),
        pytest.param(b"<div><p>a part</p></div>", ".html", True, id="a-part-by-its-name"),
        pytest.param(b"<div><p>a part</p></div>", ".xml", False, id="a-part-of-anything"),
        pytest.param(b"<TEI xmlns='x'><text>", ".html", False, id="tei"),
        pytest.param(b"# A heading\n\n<p>and markup</p>", ".md", False, id="markdown"),
    ],
)
def test_pages_are_recognised_by_content(head: bytes, suffix: str, is_html: bool) -> None:
    assert recognises(head, suffix) is is_html


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("<h1>Just a moment...</h1><p>Verify you are human.</p>", "a person asks", id="robot"),
        pytest.param("<h1>404</h1><p>Page not found</p>", "an error", id="error"),
        pytest.param("<h1>A van</h1><p>Sign in to read it.</p>", "sign in or to pay", id="login"),
        pytest.param("<p>This site uses cookies.</p>", "cookies", id="cookies"),
        pytest.param("<p>Nothing here.</p>", "no paragraphs", id="nothing"),
        pytest.param("", "no paragraphs", id="empty"),
    ],
)
def test_a_page_without_an_article_says_what_it_is(body: str, said: str) -> None:
    with pytest.raises(InputError, match=rf"is a web page without an article: .*{said}"):
        read(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>")


def test_a_landing_page_is_its_abstract() -> None:
    page = f"""<html><head>{META}</head><body><h1>Two councils and a van</h1><div class="abstract"><h2>Abstract</h2>
<p>{FIRST} {SECOND}</p></div><h2>Get access to the full version of this article</h2><p>Log in or buy it for a
day.</p> <div><p>Another paper that is cited by this one, and that may be read without a
subscription.</p></div></body></html>"""
    document = read(page)
    assert [text for _, _, text in lines(document)] == ["Two councils and a van", f"{FIRST} {SECOND}"]
    assert document.completeness == "abstract_only"


def test_a_short_article_is_no_landing_page() -> None:
    page = f"""<html><head>{META}</head><body><article><h1>Two councils and a van</h1><h2>Abstract</h2><p>{FIRST}</p>
<h2>Methods</h2><p>We rode in the van for a year.</p><h2>Results</h2><p>The councils shared its keys 😊.</p>
</article></body></html>"""
    document = read(page)
    assert [text for _, _, text in lines(document)][-2:] == [
        "We rode in the van for a year.",
        "The councils shared its keys 😊.",
    ]


def test_a_letter_without_headings_is_read_from_its_title() -> None:
    page = f"""<html><head>{META}</head><body><p>Invented Practice, volume 9</p><h1>Two councils and a van</h1>
    <p>Ada Okafor, MPH; Ben Lund, PhD</p><p>{FIRST}</p><p>{THIRD}</p></body></html>"""
    assert [text for _, _, text in lines(read(page))] == ["Two councils and a van", FIRST, THIRD.strip()]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 400 + "x", id="deep"),
        pytest.param("<b>x</b>" * 500_000, id="tags-without-end"),
    ],
)
def test_pages_beyond_all_measure_are_refused(body: str) -> None:
    with pytest.raises(InputError, match="no article does"):
        read(f"<html><body>{body}</body></html>")


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h2>References</h2>" * 20_000, id="headings"),
        pytest.param("<p><b>Aa</b></p>" * 20_000, id="lines"),
        pytest.param(f"<p><sup>{'*' * 5_000}x</sup></p><p>{'1 ' * 100}x</p>", id="marks"),
        pytest.param("<p>" + "[1" * 50_000, id="brackets"),
    ],
)
def test_hostile_pages_take_bounded_time(body: str) -> None:
    with pytest.raises(InputError):
        read(f"<html><body>{body}</body></html>")
