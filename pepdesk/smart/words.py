"""The vocabulary of specificity: verbs that can be seen, verbs that cannot, and nouns too broad to plan from."""

from __future__ import annotations

# Something an adult can see or hear a child do.
CONCRETE = frozenset(
    """act add address alternate answer apply approach arrange arrive articulate ask assemble attend bake balance begin
    blend blow board bounce bring brush build button buy calculate call carry catch categorise change chat check choose
    clap classify clean clear climb close collect colour comb combine come comment compare complete compose compute
    construct contact contrast convert cook copy correct count cover create cross cut cycle dance decode define
    deliver demonstrate derive describe design detect differentiate discuss distinguish divide do draft draw dress
    drink drive dry earn eat edit email empty enrol enter estimate evaluate exchange exclude exit explain fasten feed
    fetch fill find finger finish fix flush fold follow form formulate gather get give glue go greet group grip hand hang
    hit hold hop identify illustrate imitate indent infer initiate interrupt interpret introduce invite join jot jump
    justify keep kick label lay leave lie lift line link list listen live locate log look lower make mark match measure
    memorise mend mix model move multiply name navigate note number obtain offer open order organise outline pack
    paint paragraph paraphrase partition pass paste pause pay pedal pick place plan play plot point post pour praise
    predict prepare present press print produce pronounce proofread prove pull punctuate punch push put raise rate reach read
    recall recite recognise record recount reduce refer refrain rehearse remain remember remove repeat replace reply
    report request research reread resist respond retell return reword rhyme ride ring roll round rule run save say scan score
    scribe seek segment select send separate sequence serve set settle shade shake shape share sharpen shout show sign
    simplify sing sit sketch skim skip slow smile solve sort sound speak spell spend split stack stand stay step stick
    stir stop subtract substitute suggest summarise sum swallow swap swim switch take talk tap taste tell test thank throw
    tick tidy tie tell time tolerate touch trace transfer translate travel trim try-on turn type undo undress unpack
    unzip use verbalise wait wake walk wash watch wave wear weigh wipe withdraw word wrap write zip zoom swear bite spit
    toilet toileted potty handwrite subitise halve double skip-count factorise expand rearrange state show display demonstrate exhibit have cut spot weigh keep work-out""".split()
)
# Complete in themselves, without an object.
ENOUGH = frozenset(
    """swim crawl jump hop skip undress swear bite spit dress clap potty toileted subitise handwrite feed wash toilet
    introduce add subtract multiply divide count ask slow sleep""".split()
)

# Wishes, inner states and general activities: nothing to watch for.
VAGUE = frozenset(
    """improve develop increase enhance build strengthen extend progress boost raise grow continue achieve gain maintain
    better consolidate secure broaden deepen widen further advance embed nurture foster promote support help
    encourage enable ensure work practise practice focus concentrate cope manage deal understand know learn appreciate
    enjoy feel respect try like love believe think consider realise value accept become behave engage participate
    contribute interact communicate socialise cooperate collaborate succeed master aim want wish hope need be aware
    experience explore access familiarise stretch study revise catch-up settle-in stand-up regulate self-regulate
    express integrate access transition adapt adjust function perform mature calm apply-himself persevere deserve
    overcome handle tackle care acquire attain reduce decrease minimise lessen
    lower start begin""".split()
)  # fmt: skip

# Too wide to plan from, and words that say nothing of what is done.
BROAD = frozenset(
    """ability abilities academic achievement activity activities adult adults age-appropriate aims anger anxiety
    appropriate area areas aspects attainment attention attitude attitudes awareness basic behaviour behaviours best better
    bit boundaries challenge challenges change changes child children choice choices class classroom communication concentration
    concepts confidence confident control coping core curriculum decision decisions development different difficulties
    education effort efforts emotion emotional emotions empathy engagement english environment everyday expectations
    experience experiences feelings fine focus friendship friendships functional future general gcse good gross group groups
    growth happy health healthy help home ideas improvement independence independent independently informed
    information instructions interaction interactions interest interests issues key knowledge language learner learning
    lesson lessons level life lifestyle limited literacy living lot maths mathematics mental mind money more motivation
    motor much needs new number numeracy opportunities options others own peers people personal physical place positive
    positively potential practical problem problems process progress range reading regularly regulation relationship
    relationships resilience respect responsibility responsible risk risks routines routine rules safe safety school science self
    self-care self-confidence self-esteem self-regulation sense sensible setting settings situation situations skill
    skills social some speech staff standard standards strategies strategy strength stress strong studies study subject subjects
    success suitable support talking task tasks techniques temper things thinking time times topics training trust
    understanding variety views vocabulary well wellbeing well-being work world writing year ordinary real better
    relevant possible various many most solutions conclusions consequences right friends friend directions ordinary calm effective online community
    society feelings thoughts goal goals target targets outcomes results grade grades workload demands outlook mindset
    manner way ways tone line day days morning mornings afternoon week weeks term lunchtime playtime break breaktimes
    environments others aspect situation expectations english french history geography pe art music line stage
    ownership kind polite manners team needs wishes pleasure purposes problem ahead deadlines discussions discussion
    disappointments frustrations frustration sensory hobbies talents worries moods mood adversity calmer acceptable familiar unfamiliar
    real-life main active great greater wellbeing adulthood tasks concept content contexts context gaps gap learned learnt
    taught opinions opinion conflict conflicts disagreements nature ways amount average track barriers barrier extent
    attainments qualities quality others' transitioning healthily future hard hardest best day-to-day career careers
    someone somebody anyone everyone everybody something anything everything peer potential body lifestyle hygiene diet transitions transition times wider wide less others' daily increased improved high higher lower further pupil
    student learners it them this that what which who where how up down out off on in""".split()
)  # fmt: skip
STOP = frozenset(
    """a an the of to and or in on at for with by from as is are be been being was were it its his her hers their theirs my
    mine our your he she they i we you me him them himself herself themselves myself that this these those there
    will can could should would may might must shall not no if than then so but also very really quite just too when
    while within into out up down off over under about after before during through across between around all any
    each every some both x xx xxx xxxx yp pupil student child able own does doing having had who which
    what where how more less least most other another etc e.g i.e""".split()
)

# Tokens of a count that name no thing: time, tries, marks.
UNITS_ONLY = frozenset(
    """a an the one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred
    or and to of at least more than no up by in from within over minutes minute mins min hours hour hrs hr seconds
    seconds' days day weeks week months month times time occasions occasion opportunities trials trial points point marks mark percent
    per % sessions session consecutive fewer zero nil single areas out different separate correct half whole full entire
    all every each both""".split()
)  # fmt: skip

# After a vague verb these are effort towards it ("improve his maths by attending revision"), not what will be seen.
EFFORT = frozenset("attend review go read complete do listen take join practise revise come visit watch spend try".split())
# Words in -ly that are not manners.
LY_NOUNS = frozenset("family assembly fly july butterfly jelly belly lily italy reply supply apply anomaly rely".split())
ENDINGS = (("ying", "y"), ("ies", "y"), ("ing", ""), ("ing", "e"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""))
VERBS = CONCRETE | VAGUE
# First names that are also verbs, when "to" or "will" follows.
NAMES = frozenset("mark will grace bill rob pat drew hope sue rose chase dawn art jack max frank miles joy faith".split())
ABSTRACT = ("ful", "ive", "able", "ous", "ity", "ence", "ance", "ness", "ship", "ships", "iour", "iours", "hood", "ism", "esteem", "ing skills")
PLAIN_NOUNS = frozenset(
    """sentence audience sequence city electricity evidence science absence reference conference instance distance
    entrance substance balance ambulance witness business ship church-hood gravity density velocity quantity entity
    circumference difference table tables syllable vegetable timetable vowel adjective five spoonful mouthful
    olive archive handful noun prism probability performance cv""".split()
)
# May follow a verb and seldom a noun that begins a target: the mark by which an unknown verb is known.
AFTER_VERB = frozenset(
    """the a an his her their my its our with to at on from into onto up out off over himself herself between some two
    three four five ten simple words letters numbers sentences it them around towards against through along about""".split()
)
# General activities that an amount or a rate makes watchable, and those for which a frequency is enough.
BOUNDABLE = frozenset(
    """read study concentrate focus listen practise practice revise work play participate engage exercise sit attend stay
    interact follow cooperate communicate learn sleep contribute walk run remain sustain speak talk wait transition join regulate express complete finish use
    behave carry keep respond begin start calm socialise help tidy maintain""".split()
)
REPEATABLE = frozenset("read study practise practice revise exercise attend".split())
# Verbs that mean little by themselves ("make progress", "take responsibility"): what follows at once must be particular.
LIGHT = frozenset("make take show have give keep get gain use do demonstrate display".split())
PREPOSITIONS = frozenset("in with for at on about to from during when through by as towards within across throughout".split())
