"""Measures of partnership and of implementation, beside those that a codebook lists.

A row is the name and its forms, as cues (``relsynth.cues``). A measure counts only where a word of measurement stands
in the same sentence (``MEASUREMENT``), as the default codebook asks, except where its form holds one. Instruments
are named here, never reproduced.
"""

from __future__ import annotations

from relsynth.characteristics.setting_table import Cues

MEASUREMENT: Cues = (
    "(administer*|scor*|scale*|survey*|item|items|instrument*)",
    "(questionnaire*|inventor*|measur*|assess*|tool|tools|index|subscale*)",
    "(likert*|respondent*|reliab*|validat*|cronbach*|psychometric*)",
    "(rated|ratings|checklist*|complet*|interview schedule|test)",
)

INSTRUMENTS: tuple[tuple[str, Cues], ...] = (
    ("Acceptability of Intervention Measure", ("Acceptability of Intervention Measure",)),
    ("Intervention Appropriateness Measure", ("Intervention Appropriateness Measure",)),
    ("Feasibility of Intervention Measure", ("Feasibility of Intervention Measure",)),
    ("Evidence-Based Practice Attitude Scale", ("Evidence-Based Practice Attitude* Scale", "EBPAS*")),
    ("Implementation Leadership Scale", ("Implementation Leadership Scale",)),
    ("Implementation Climate Scale", ("Implementation Climate (Scale|Measure)",)),
    (
        "Organizational Readiness for Implementing Change",
        ("Organi?ational Readiness for Implementing Change", "Readiness for Implementing Change"),
    ),
    (
        "Organizational Readiness for Change",
        (
            "(TCU |)Organi?ational Readiness for Change (scale|assessment|survey|instrument*|questionnaire|)",
            "Organi?ational Readiness to Change Assessment",
            "ORCA (scale|survey|instrument)",
        ),
    ),
    ("Workplace Readiness Questionnaire", ("Workplace Readiness Questionnaire",)),
    ("Organizational Social Context measure", ("Organi?ational Social Context (measure*|scale|survey|)",)),
    ("Team Climate Inventory", ("Team Climate Inventory",)),
    ("TeamSTEPPS Teamwork Perceptions Questionnaire", ("Teamwork Perceptions Questionnaire",)),
    ("Safety Attitudes Questionnaire", ("Safety Attitudes Questionnaire",)),
    ("Assessment of Chronic Illness Care", ("Assessment of Chronic Illness Care",)),
    (
        "Patient Assessment of Chronic Illness Care",
        ("Patient Assessment of (Chronic Illness|Care for Chronic)*", "PACIC"),
    ),
    (
        "Normalization Measure Development questionnaire",
        ("Normali?ation Measure Development", "NoMAD (survey|questionnaire|instrument|tool)"),
    ),
    ("Stages of Implementation Completion", ("Stages of Implementation Completion",)),
    (
        "Coalition effectiveness inventory",
        ("Coalition (Effectiveness|Self-Assessment|Member) (Inventory|Survey|Questionnaire)",),
    ),
    ("Community Readiness Assessment", ("Community Readiness (Assessment|Tool|Survey|Interview*)",)),
    ("Communities That Care coalition survey", ("Communit* That Care ~2 (survey|board interview)",)),
    ("Working Together questionnaire", ("Working Together (survey|questionnaire|scale)",)),
    ("Collaboration Assessment Tool", ("Collaboration Assessment Tool",)),
    (
        "Collaboration health assessment",
        ("Collaboration Health Assessment", "Collaboration Health Check"),
    ),
    ("Partnership Synergy scale", ("Partnership Synergy (scale|measure|index|processor)",)),
    ("Partnership Trust scale", ("(Partnership|Interagency|Inter-organi?ational) Trust (scale|measure|tool|survey)",)),
    (
        "Community engagement measure",
        ("Community Engagement (Measure|Survey|Assessment|Index|Evaluation) ~1 (tool|instrument|scale|)",),
    ),
    (
        "CBPR partnership survey",
        ("CBPR ~2 (survey|scale|measure*|instrument)", "Partnership Functioning (survey|scale|questionnaire)"),
    ),
    ("Jefferson Scale of Attitudes Toward Physician-Nurse Collaboration", ("Jefferson Scale ~5 Collaboration",)),
    ("Readiness for Interprofessional Learning Scale", ("Readiness for Inter-professional Learning", "RIPLS")),
    ("Interdisciplinary Education Perception Scale", ("Interdisciplinary Education Perception Scale",)),
    ("Social capital scale", ("Social Capital (scale|questionnaire|index|assessment tool)",)),
    ("Safety, Communication, Operational Reliability, and Engagement survey", ("SCORE survey",)),
    ("Change Process Capability Questionnaire", ("Change Process Capability Questionnaire",)),
    ("Adaptive Reserve scale", ("(Practice |)Adaptive Reserve (scale|measure|score*|)",)),
    ("Sustainment Measurement System", ("Sustainment Measurement System", "Provider Report of Sustainment Scale")),
    ("NHS Sustainability Model", ("NHS Sustainability (Model|Index)",)),
    ("Leeds Attitude to Concordance scale", ("Leeds Attitude* to Concordance",)),
    (
        "Implementation Citizenship Behavior Scale",
        ("Implementation Citizenship Behavio?r Scale",),
    ),
    (
        "Perceived Organizational Support scale",
        ("Perceived Organi?ational Support (scale|survey|questionnaire|measure)",),
    ),
    ("Copenhagen Psychosocial Questionnaire", ("Copenhagen Psychosocial Questionnaire", "COPSOQ*")),
    ("Working Alliance Inventory", ("Working Alliance Inventory",)),
    (
        "Partnership evaluation tool",
        ("Partnership (Evaluation|Health|Assessment) (Tool|Questionnaire|Survey|Scale|Check|Checklist)",),
    ),
    ("Patient Engagement in Research Scale", ("Patient Engagement in Research Scale", "PEIRS")),
    ("GRIPP2", ("GRIPP2 (checklist|form|)",)),
)
