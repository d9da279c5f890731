"""The words of relating, in the codebook's own cue syntax: language, and not a framework's business.

A table to read and to extend: what people or bodies do with, for or to each other, how they stand to
each other, and who they are; and what tells that a sentence speaks of the study, of figures, of bodies and
what ails them, or of couples and kin, where a relation is not one among those who implement. What each kind
weighs stands in ``relatedness``.
"""

from __future__ import annotations

_BODIES = (
    "(partner*|stakeholder*|agenc*|organi?ation*|institution*|communit*|government*|ministr*|department*|sector*"
    "|coalition*|association*|council*|compan*|universit*|hospital*|clinic|clinics|school*|district*|county|counties"
    "|countr*|state|states|site|sites|NGO*|CBO*|church*|authorit*)"
)
_PEOPLE = (
    "(staff|team*|leader*|provider*|clinician*|nurse*|physician*|doctor*|pharmacist*|teacher*|researcher*|member*"
    "|colleague*|peer*|manager*|resident*|official*|practitioner*|professional*|volunteer*|worker*|expert*|facilitator*"
    "|supervisor*|coach*|mentor*|parent*|famil*|elder*|chief*|people|group*|scientist*|funder*|policymaker*|advocate*)"
)
_WHO = f"{_BODIES[:-1]}|{_PEOPLE[1:]}"
_OF_WHOM = f"(the |a |an |their |our |local |other |all |these |its |) {_WHO}"

CUES: dict[str, tuple[str, ...]] = {
    "joint": (
        "(work*|met|meet*|plan*|talk*|spoke|liais*|consult*|negotiat*|co-operat*|contract*|affiliat*|align*) "
        "(closely |directly |regularly |jointly |well |) (with|alongside)",
        "(work*|collaborat*|act*|join*|come|came|coming|brought|bring*|gather*|plan*|learn*|decid*|sit|sat) together",
        "(each other|one another|side by side|hand in hand|back and forth|joint*|mutual*|reciproc*|collective*|common)",
        "(collaborat*|co-operat*|partner*|co-ordinat*|liais*|allied|alliance*|coalition*|consorti*|network|networks)",
        f"(between|among|amongst|across) {_OF_WHOM}",
        "(between|among|amongst) (the|our|their|these|those) ~3 and (the|our|their|these|those|its)",
        "together (with|by|in|over|at|on|for)",
        "(share|shared|shares|sharing|pool|pooled|pooling|exchang*|swap*)",
        "(consensus|compromise|buy-in|ownership|common ground|solidarity|dialogue|negotiat*|agreement*|memorand*)",
        "(co-design*|co-creat*|co-produc*|co-develop*|co-lead*|co-led|co-locat*|co-learn*)",
        "(interdisciplin*|inter-disciplin*|multi-disciplin*|multi-sector*|cross-sector*|inter-agenc*|inter-professional)",
    ),
    "giving": (
        f"(support*|help*|assist*|advis*|mentor*|coach*|supervis*|encourag*|persuad*|convinc*|invit*|recruit*|empower*"
        f"|listen* to|visit*|thank*|reassur*|remind*|train*|inform*|guid*|enabl*) {_OF_WHOM}",
        f"(support*|help*|assist*|advice|guidance|training|encouragement|feedback|input|expertise|provided|led|funded|run"
        f"|offered|supervised|approved) (and support |) (from|by|of) {_OF_WHOM}",
        f"(involv*|engag*|includ*|enlist*|conven*|mobili?*|consult*) ~3 {_WHO}",
        f"(rely|relies|relied|relying|depend*|call*|draw*|drew|lean*) (heavily |) (on|upon) ~2 {_WHO}",
        "(technical assistance|peer support|capacity building|building capacity|expertise|community engagement)",
        f"(refer*|hand*|link*|connect*|report*|accountable|responsible|deploy*|send|sent) ~3 (to|with) ~2 {_WHO}",
        f"(on behalf of|speak* for|advocat* (for|with)|represent*|champion*|host*|sponsor*) ~3 {_WHO}",
    ),
    "acts": (
        "(asked|ask for|told|tell|rang|ring|phoned|texted|emailed|wrote to|lent|lend*|borrow*|gave|given to|owed)",
        "(promised|thanked|blamed|scolded|taught|listen*|persuad*|talk*|spoke|argu* (with|over|about)|quarrel*)",
        "(refused|paired|trading|swapp*|lobb*|sided|greet*|apologi*|forgave|paid|hired|signed|owned|voted|drew up)",
        "(wrote the|renewed|warmed to)",
        "(sat|sit|sitting|stayed|stood|gone|went|drove|walked) (on|at|with|in|beside|behind|to|silent|away)",
        "(showed|turned) up",
        "(one|same|own|round) (table|room|roof|desk|calendar|language|page|purse|budget|aim|thing)",
        "(both|either|neither|other) (side|sides|part*|agenc*|group*|team*|school*|clinic*|organi?ation*)",
        "(both|either|neither) (of them|said|meant|had)",
        "(alone|apart|one-sided|both ways|each way|go-between|newcomer*|stranger*|friendship*|neighbo?r*|in turn)",
        "(phone (call*|number*)|tea|meal|meals|handshake|vote|votes|say|final word|gossip|rumou?r*)",
        "(grievance*|dispute*|favou?r*)",
        "(nobody|no one|everyone|everybody|each) (had|could|said|knew|felt|asked|told|accept*|contradict*|owned)",
    ),
    "standing": (
        "(trust*|mistrust*|distrust*|respect*|loyal*|solidarity|belong*|valued|listened|heard|welcom*|friendl*|hostil*"
        "|suspicio*|resent*|tension*|conflict*|rival*|friction|rapport|goodwill|camaraderie)",
        "(accountab*|answerable|authority|power*|influence|influential|hierarch*|commitment|committed|willing*"
        "|reluctan*)",
        "(relationship*|tie|ties|bond|bonds|connections|linkage*|partnership*|collaboration*)",
        "(roles|role of|role in|responsibilit*|leadership|champion*|leader*|broker*|liaison*|mediat*|facilitat*"
        "|convene*|intermediar*|volunteer*|ambassador*|mentor*|advis*|supervis*|coach*|navigator*)",
        "(engag*|involve*|meeting*|committee*|task force*|working group*|forum*|board|boards|team|teams)",
        "(co-ordinat*|effort*|establish*|foster*|build*|built|strengthen*|organi?ed|mobili?*|capacity)",
        "(cultur* (competen*|humil*|sensitiv*|appropriate*)|lived experience|equit*|inclusi*|marginali?*)",
    ),
    "body": (
        _BODIES,
        "(CDC|WHO|UNICEF|USAID|federal|national|international|local|regional|territorial|tribal|public health) "
        "(and|agenc*|official*|partner*|staff|health|government*|author*|level*)",
    ),
    "people": (_PEOPLE,),
    "study": (
        "(questionnaire*|likert|subscale*|sample|samples|sample size*|dataset*|data set*|data were|coded|inclusion"
        "|exclusion|eligib*|randomi?*|trial|trials|baseline|follow-up|arm|arms|cluster*|interview*|transcri*"
        "|informed consent|intervention group|control group|outcome*|measur*|software|search terms|databases"
        "|written consent|ethic*|contaminat*|buffer*|catchment)",
        "(participant*|respondent*|subjects|interviewee*)",
        "will",
    ),
    "figures": (
        "(odds|hazard|risk|rate|prevalence|incidence) ratio*",
        "(regress*|correlat*|coefficient*|covariate*|confound*|multivaria*|univaria*|bivaria*|logistic|kappa|anova"
        "|imput*|quartile*|median|mean|variance|standard deviation|confidence interval*|statistical*|significan*)",
        "(associated with|association between|adjust* for|control* for|weighted|estimat*|percent|percentage*|differ*)",
        "#",
    ),
    "clinical": (
        "(disease*|symptom*|diagnos*|mortality|morbidity|antibod*|glucose|h?emoglobin|hba1c|blood|bmi|body mass|obes*"
        "|cancer*|tumou?r*|dose|doses|tablet*|serum|lesion*|surg*|depress*|anxiety|disorder*|pain|therap*|treat*)",
        "(prevalence|incidence|risk factor*|comorbid*|hospitali?ation*|physical activity|diet*|smok*|nicotine"
        "|cigarette*|vaccin*|immuni?ation*|screen*|women|men|children|patient*|girls|boys|infant*)",
    ),
    "private": (
        "(sex|sexual*|sexes|condom*|intimate|spouse*|husband*|wife|wives|marital|marriage*|romantic*|boyfriend*"
        "|girlfriend*|dating|abstinen*|abuse*|violen*|couple|couples)",
        "(mother|mothers|father|fathers|parenting|pregnan*|breastfe*|sibling*)",
        "(her|his) (child|partner|parents|baby|family)",
        "(therapeutic (alliance|relationship)|peer review*|we thank|thanks are due|acknowledg*)",
        "(approved by|ethical clearance)",
    ),
}
"""Kind of sign -> cues."""
