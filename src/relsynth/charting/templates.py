"""Forms to begin with, as TOML to paste into ``relsynth.toml``.

The questions are ours. Published instruments (risk of bias, critical appraisal, confidence in findings) belong to their
makers, and many may not be copied; none of their words stand here. A team that uses one types its items in
itself, under the terms that it has them by.
"""

from __future__ import annotations

from collections.abc import Mapping

CHARTING = """\
# A form for what each study is like. Edit it: fields, choices and their order are yours.
# What the machine proposes (propose = ...) is shown beside a field, and is no answer until somebody takes it.
[forms.charting]
title = "Charting"
coders = 2               # who fill it for each study: 1 or 2
blind = true             # neither sees the other's answer before giving their own

[forms.charting.fields.aim]
ask = "What did the study set out to find?"
answer = "text"          # text, number, choice (one of a list), choices (any of a list)
quote = true             # an answer names the words of the paper that it rests on

[forms.charting.fields.country]
ask = "Where did the study take place?"
propose = "country"      # a characteristic that the machine finds

[forms.charting.fields.design]
ask = "What kind of study is it?"
answer = "choice"
choices = ["qualitative", "quantitative", "mixed methods", "case report", "other"]
quote = true

[forms.charting.fields.setting]
ask = "Where was the innovation put to use?"
propose = "setting"

[forms.charting.fields.partners]
ask = "Who worked together?"
propose = "partners"
quote = true

[forms.charting.fields.partner_count]
ask = "How many organisations were partners?"
answer = "number"
unit = "organisations"

[forms.charting.fields.duration]
ask = "For how long were the partners observed?"
answer = "number"
unit = "months"

[forms.charting.fields.who_spoke]
ask = "Whose accounts does the study rest on?"
answer = "choices"
choices = ["practitioners", "managers", "policy makers", "researchers", "service users", "documents alone"]
quote = true

[forms.charting.fields.lesson]
ask = "What do the authors advise others to do?"
required = false         # may stay without an answer
"""

APPRAISAL = """\
# A form for how far each study is to be trusted, in questions of our own.
# Published instruments are protected by copyright. If you use one, type its items in yourself, as its terms allow,
# and say in your report which version it was.
[forms.appraisal]
title = "Appraisal"
coders = 2               # who fill it for each study: 1 or 2
blind = true             # neither sees the other's answer before giving their own

[forms.appraisal.fields.question_clear]
ask = "Does the paper say plainly what it asks?"
answer = "choice"
choices = ["no", "partly", "yes"]
ordered = true           # from one end to the other: "no" and "yes" are further apart than "no" and "partly"

[forms.appraisal.fields.method_fits]
ask = "Could the chosen way of studying it answer that question?"
answer = "choice"
choices = ["no", "partly", "yes"]
ordered = true
quote = true             # an answer names the words of the paper that it rests on

[forms.appraisal.fields.people_chosen]
ask = "Is it told who was asked or observed, how they were found, and who is missing?"
answer = "choice"
choices = ["no", "partly", "yes"]
ordered = true
quote = true

[forms.appraisal.fields.data_and_analysis]
ask = "Could somebody else follow how the data became the findings?"
answer = "choice"
choices = ["no", "partly", "yes"]
ordered = true
quote = true

[forms.appraisal.fields.own_part]
ask = "Do the authors say what their own part in the partnership was, and what that may have done to the findings?"
answer = "choice"
choices = ["no", "partly", "yes"]
ordered = true

[forms.appraisal.fields.concerns]
ask = "All in all, how worried should a reader be?"
answer = "choice"
choices = ["little", "somewhat", "much"]
ordered = true

[forms.appraisal.fields.why]
ask = "Why? In a sentence or two."
"""

CERQUAL = """\
# A form for what a judgement of confidence in a finding asks of each study that bears on it, in words of our own.
# GRADE-CERQual is its makers' work; its guidance and its wording are protected by copyright, and are not copied here.
# Read the guidance before you judge: what is asked here prepares the judgement, and does not replace it.
[forms.cerqual]
title = "What the studies lend to findings"
coders = 2               # who fill it for each study: 1 or 2
blind = true             # neither sees the other's answer before giving their own

[forms.cerqual.fields.methods]
ask = "How much do weaknesses in how the study was done take from what it lends to a finding?"
answer = "choice"
choices = ["nothing or little", "something", "much"]
ordered = true           # from one end to the other
help = "Rest it on your appraisal form."

[forms.cerqual.fields.nearness]
ask = "How near are its people, place and question to those of the review?"
answer = "choice"
choices = ["near", "partly", "far"]
ordered = true
quote = true             # an answer names the words of the paper that it rests on

[forms.cerqual.fields.richness]
ask = "How much does it tell: single remarks, or accounts with detail and context?"
answer = "choice"
choices = ["single remarks", "some detail", "rich accounts"]
ordered = true
quote = true

[forms.cerqual.fields.against]
ask = "Does anything in it speak against the findings that it is counted for?"
required = false         # may stay without an answer
quote = true
"""

TEMPLATES: Mapping[str, str] = {"charting": CHARTING, "appraisal": APPRAISAL, "cerqual": CERQUAL}
"""Name of a form -> its TOML."""
