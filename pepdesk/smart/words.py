"""The vocabulary of specificity: verbs that can be seen, verbs that cannot, and nouns too broad to plan from."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Something an adult can see or hear a child do.
CONCRETE = _set(
    """
    retrieve self-correct update retell recap
    visit view
    notice
    tip lose tear scream spoil damage destroy break-off vape smoke graffiti steal
    perform book break represent
    recognize organize summarize memorise memorize sign-up fit squat trot skate scoot surf sail row knot weave sculpt carve film photograph tweet post upload download log save browse search google swipe click drag paste spray sand saw drill wire solder weld plumb plaster hoover iron dust scrub rinse peel grate chop slice stir whisk knead fry boil toast microwave steam groom muck-out deadhead prune rake harvest audition sob reach-out sip chew spoon scoop pour nod wink babble coo point gesture sing hum clap rattle bang post-it stamp roll squash thread zip unzip button unbutton velcro fasten buckle untie start hug high-five apologise apologize thank forgive congratulate compliment knock queue line-up volunteer donate vote babysit mentor coach referee umpire captain interview shadow network apply commute navigate reroute top-up withdraw deposit invoice calculate estimate subitise partition regroup exchange rename bridge halve double simplify expand factorise substitute rearrange integrate differentiate prove sketch plot label annotate shade calibrate titrate hypothesise observe record tabulate graph rewrite redraft re-read reread proof-read edit punctuate indent quote cite reference paraphrase bullet summarise précis decode segment blend sound-out finger-space
    act add address alternate annotate answer apply approach arrange arrive articulate ask assemble
    attend bake balance bat begin bite blend blow board bounce bowl bring brush budget build butter
    button buy calculate call carry catch categorise change chant chat check choose cite clap classify
    clean clear climb close collect colour comb combine come comment compare complete comply compose
    compute conjugate construct contact contrast convert cook copy correct cough count cover crawl
    create cross cut cycle dance decode define deliver demonstrate derive describe design detect
    differentiate dig discuss display distinguish divide do double draft draw dress dribble drink drive
    drop dry earn eat edit email empty enrol enter estimate evaluate exchange exclude exhibit exit
    expand explain factorise fasten feed fetch fill find finger finish fix flip flush fold follow form
    formulate gather get give glue go greet grip group halve hammer hand handwrite hang have highlight
    hit hold hoover hop hum hurdle identify illustrate imitate indent infer initiate interpret interrupt
    introduce invite iron join jot jump justify keep kick knead knit label lace lay leave lie lift line
    link list listen live locate log look lower make mark match measure memorise mend mime mix model mop
    mould move multiply name nap navigate negotiate nod note number obtain offer open order organise
    outline pack paint paragraph paraphrase partition pass paste pat pause pay pedal peel perform pick
    pinch place plan plant play plot pluck point post potty pour praise predict prepare present press
    print produce pronounce proofread prove pull punch punctuate push put quote raise rank rate reach
    read rearrange recall recite recognise record recount recycle reduce refer refrain register rehearse
    remain remember remove repeat replace reply report request reread research resist respond retell
    return reword rhyme ride ring roll round rule run save saw say scan score scribe seek segment select
    send separate sequence serve set  sew shade shake shape share sharpen shoot shout show sign
    simplify sing sit sketch skim skip skip-count slow smile sneeze solve sort sound speak spell
    spellcheck spend spin spit split spot spread sprinkle squeeze stack stand staple state stay step
    stick stir stop string strum subitise substitute subtract suggest sum summarise swallow swap swear
    sweep swim switch take talk tally tap taste tell test thank thread throw tick tidy tie time toilet
    toileted tolerate touch trace transfer translate travel trim try-on turn type underline undo undress
    unpack unzip use verbalise wait wake walk wash watch water wave wear weigh whisper wipe withdraw
    word work-out wrap write zip zoom
    """
)
# Complete in themselves, without an object.
ENOUGH = _set(
    """
    self-correct
    notice look
     ask bite clap count crawl divide dress feed handwrite hop introduce jump multiply potty skip
    sleep slow spit subitise subtract swear swim tell toilet toileted undress wash
    """
)

# Wishes, inner states and general activities: nothing to watch for.
VAGUE = _set(
    """
    settle
    benefit avoid tend rely depend thrive flourish blossom excel shine persist strive endeavour attempt bother dare mind prefer hate dislike fear worry hurry misbehave conform obey cooperate collaborate integrate assimilate bond mix mingle trust forgive-others reflect realize recover heal internalise externalise process rationalise prioritise mitigate minimize maximise optimise utilise empower inspire motivate challenge stimulate equip prepare-for
    accept access achieve acquire adapt adjust advance aim apply-himself appreciate attain aware be
    become begin behave believe better boost broaden calm care catch-up collaborate communicate
    concentrate consider consolidate continue contribute cooperate cope deal decrease deepen deserve
    develop embed enable encourage engage enhance enjoy ensure experience explore express extend
    familiarise feel focus foster function further gain grow handle help hope improve increase integrate
    interact know learn lessen like love lower maintain manage master mature minimise need nurture
    overcome participate  persevere practice practise progress promote raise realise reduce
    regulate respect revise secure self-regulate settle-in socialise stand-up strengthen stretch
    study succeed support tackle think transition try understand value want widen wish work
    """
)

# Too wide to plan from, and words that say nothing of what is done.
BROAD = _set(
    """
    policy policies detail details system approach approaches procedures regulations boundary guidelines expectations principles theory theories rationale rubric's ground track basics fundamentals essentials foundation gist essence nuance nuances
    information
    rude unkind naughty silly lazy model role models
    distracted
    phonic numerical mathematical linguistic scientific
    hobby hobbies length longer interesting exciting varied ambitious wrong things right-hand
    nursery preschool pre-school college settling
    trouble offered benefit benefits assistance chance chances possibilities prospects passion passions drive grit
    stamina energy effort endurance fluency accuracy pace flow depth breadth detail clarity precision rigour
    mastery competence competency competencies proficiency capability capabilities expertise aptitude
    comprehension reasoning inference logic analysis evaluation synthesis knowledge-base fluently
    manners etiquette conduct discipline compliance respectfulness decency citizenship values beliefs morals
    ethics faith culture cultures diversity equality inclusion belonging connection connections bonds trauma
    neglect bereavement separation stability security permanence placement placements home-life upbringing
    mood temperament personality character qualities traits strengths weaknesses interests dislikes likes
    preferences wants desires needs' wish hopes dreams passions ambitions future-plans   
    organisation organisational time-management timekeeping revision preparation preparedness readiness
    participation involvement engagement interaction collaboration contribution contributions communication
    expression receptive expressive verbal non-verbal literacy numeracy oracy   
    vocabulary   presentation curriculum-areas topic-work   
             
    nutrition hygiene  fitness  diet lifestyle-choices    body-image
    mobility coordination   strength agility motor-skills dexterity proprioception
    sociable friendly polite respectful helpful honest brave sensible mature responsible reliable punctual
    organised prepared focused attentive alert engaged involved included settled secure relaxed comfortable
    content cheerful optimistic hopeful resilient determined persistent  tolerant flexible adaptable
    open-minded creative imaginative curious enthusiastic  eager willing able capable competent skilled
    knowledgeable proficient fluent accurate articulate clear concise coherent logical consistent regular
    frequent constant ongoing continuous steady gradual rapid significant substantial considerable noticeable
     marked measurable-progress accelerated expected satisfactory adequate sufficient reasonable
    age-related nearer closer  average   norms benchmark baseline baselines trajectory
    supervision guidance-from monitoring mentoring coaching encouragement    
     incentive incentives motivation-levels atmosphere   calmness peace quietly
    chatter  distraction distractions disruption disruptive inappropriate unkind unsafe unwanted negative
    poor bad challenging difficult defiant aggressive aggression violent violence impulsive impulsivity
    hyperactive fidgety restless withdrawn isolated lonely      anxious nervous 
     stressed overwhelmed dysregulated regulated  anger  shame guilt embarrassment
    rejection failure failures  setbacks criticism    pressure pressures
    temptation influence influences gang gangs   exploitation dangers hazards  self-harm
    bullying  racism trauma-related aware-of mindful conscious considerate caring thoughtful
    unstructured          
    full-time fully completely totally entirely mostly increasingly gradually eventually
    gcse gcses exams alevels btec ready commitment enthusiasm initiative compassion courage determination tolerance patience curiosity creativity
    imagination leadership perseverance presence trauma loss insight foundations stability grief worries fit healthier
    nicer kinder happier calmer harder faster quicker stronger easier  tools methods techniques systems provision
    pathways  advice guidance services facilities finances employment employability workplace maturity
    programme programmes punctual ethos culture identity self-belief commitments hundred one two three four five six
    seven eight nine ten eleven twelve twenty excellent outstanding fantastic perfect stuff bits cool things'
    teamwork cooperation compliance obedience kindness honesty loyalty humour judgement motivated mindful
    relations dialogue diligence focus self-control self-discipline self-awareness self-care self-image
    self-worth self-help sociability aspirational achievable best's potential's reading's feeling emotionally socially
    academically overall generally age peers' stage-appropriate developmentally appropriate
    abilities ability academic acceptable achievement active activities activity adult adulthood adults
    adversity afternoon age-appropriate ahead aims amount anger anxiety anyone anything appropriate area
    areas art aspect aspects aspiration aspirations attachments attainment attainments attention
    attitude attitudes average awareness barrier barriers basic behaviour behaviours best better bit
    body boundaries breaktimes calm calmer care career careers challenge challenges change changes
    child children choice choices class classroom clubs communication community concentration concept
    concepts conclusions confidence confident conflict conflicts consequences content context contexts
    control coping core counselling course courses curriculum daily day day-to-day days deadlines
    decision decisions demands development diet different difficulties directions disagreements
    disappointments discussion discussions down education effective effort efforts emotion emotional
    emotions empathy engaged engagement english environment environments event events everybody everyday
    everyone everything exam exams existing expectations experience experiences extent familiar feelings
    fine first focus focused french friend friends friendship friendships frustration frustrations
    functional further future gap gaps gcse general geography go goal goals good grade grades great
    greater gross group groups growth happy hard hardest health healthily healthy help high higher
    history hobbies home how hygiene ideas improved improvement in included inclusion increased
    independence independent independently  informed instructions interaction interactions
    interest interests intervention interventions involvement issues it job jobs journey key kind
    knowledge language learned learner learners learning learnt less lesson lessons level life lifestyle
    limited  literacy living lot lower lunchtime main manner manners many mathematics maths matter
    maturity mental mentoring mind mindset money mood moods more morning mornings most motivated
    motivation motor much music nature needs new number numeracy off on online opinion opinions
    opportunities options ordinary organised others others' out outcomes outlook own ownership part pe
    peer peers people personal physical place playtime pleasure polite positive positively possible
    potential practical pressure pride problem problems process progress pupil purposes qualifications
    qualities quality range reading real real-life regularly regulation relationship relationships
    relaxed relevant resilience respect responsibilities responsibility responsible results right risk
    risks role routine routines rules safe safety school science self self-care self-confidence
    self-esteem self-regulation sense sensible sensory session sessions setting settings settled
    situation situations skill skills smile social society solutions some somebody someone something
    speech staff stage standard standards steps strategies strategy strength stress strong student
    studies study stuff subject subjects success suitable support supported talents talking target
    targets task tasks taught team techniques temper term test tests that them therapy thing things
    thinking this thoughts time times tone topics touch track training transition transitioning
    transitions trust tuition tutoring understanding unfamiliar up valued variety various views
    vocabulary way ways week weeks well well-being wellbeing what where which who wide wider wishes work
    workload world worries writing year
    """
)
STOP = _set(
    """
    fewer
    whole next between
    a able about across after all also an and another any are around as at be been before being between
    both but by can child could does doing down during e.g each etc every for from had having he her
    hers herself him himself his how i i.e if in into is it its just least less may me might mine more
    most must my myself no not of off on or other our out over own pupil quite really shall she should
    so some student than that the their theirs them themselves then there these they this those through
    to too under up very was we were what when where which while who will with within would x xx xxx
    xxxx you your yp
    """
)

# Tokens of a count that name no thing: time, tries, marks.
UNITS_ONLY = _set(
    """
    % a all an and areas at both by consecutive correct day days different each eight eleven entire
    every fewer fifteen fifty five forty four from full half hour hours hr hrs hundred in least mark
    marks min mins minute minutes month months more nil nine no occasion occasions of one opportunities
    or out over per percent point points seconds seconds' separate session sessions seven single six
    sixty ten than the thirty three time times to trial trials twelve twenty two up week weeks whole
    within zero
    """
)

# After a vague verb these are effort towards it ("improve his maths by attending revision"), not what will be seen.
EFFORT = _set(
    """
    attend come complete do go join listen practise put read review revise spend study take try visit watch work
    """
)
# Words in -ly that are not manners.
LY_NOUNS = _set(
    """
    anomaly apply assembly belly butterfly family fly italy jelly july lily rely reply supply
    """
)
ENDINGS = (
    ("ying", "y"),
    ("ies", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
)
IRREGULAR = {"has": "have", "goes": "go", "does": "do", "says": "say", "is": "be", "are": "be", "spent": "spend", "handwriting": "handwriting"}
VERBS = CONCRETE | VAGUE
# First names that are also verbs, when "to" or "will" follows.
NAMES = _set(
    """
    art bill chase dawn drew faith frank grace hope jack joy mark max miles pat rob rose sue will
    """
)
ABSTRACT = (
    "ful",
    "ive",
    "able",
    "ous",
    "ity",
    "ence",
    "ance",
    "ness",
    "ship",
    "ships",
    "iour",
    "iours",
    "hood",
    "ism",
    "esteem",
    "ing skills",
)
PLAIN_NOUNS = _set(
    """
    absence adjective ambulance archive audience balance business church-hood circumference city
    conference cv density difference distance electricity entity entrance evidence five gravity handful
    instance mouthful noun olive performance prism probability quantity reference science sentence
    sequence ship spoonful substance syllable table tables timetable vegetable velocity vowel witness
    """
)
# May follow a verb and seldom a noun that begins a target: the mark by which an unknown verb is known.
AFTER_VERB = _set(
    """
    a about against along an around at between five four from her herself himself his into it its
    letters my numbers off on onto our out over sentences simple some ten the their them three through
    to towards two up with words
    """
)
# General activities that an amount or a rate makes watchable, and those for which a frequency is enough.
BOUNDABLE = _set(
    """
    task on-task
    spend
    settle
    attend begin behave calm carry communicate complete concentrate contribute cooperate cope engage
    exercise express finish focus follow help interact join keep learn listen maintain manage
    participate play practice practise read regulate remain respond revise run sit sleep socialise speak
    start stay study sustain talk tidy tolerate transition use wait walk work
    """
)
REPEATABLE = _set(
    """
    attend exercise practice practise read revise study
    """
)
# With stated independence these are one task; "manage without support" is still everything.
DONE_ALONE = _set("attend complete finish play read revise run sit sleep study tidy use walk write")
KNOWING = _set("know learn understand recall remember memorise memorize")
# Too many different things to be counted.
UNCOUNTED = _set("activities areas aspects goals lessons sessions skills strategies subjects targets things ways tasks")
# What is said may be a clause of its own ("say what he needs").
TELLING = _set("ask choose describe explain identify list name point repeat report retell say show state suggest tell write")
SHOWN_HOW = ("how to ", "learn to ", "learns to ")
ASKED = _set("how if what when where whether which who why")
# Practising or revising something narrow is a task.
REHEARSED = _set("practice practise revise memorise rehearse")
# Verbs only where verbs stand: elsewhere they are things ("a reading book", "at break").
NOUNS_TOO = _set("book break plan train park light iron dust saw nail host model coach mentor film post place point")
# Verbs that mean little by themselves ("make progress"): what follows at once must be particular.
LIGHT = _set(
    """
    build demonstrate display do form gain get give have keep make remain show stay take use
    """
)
PREPOSITIONS = _set(
    """
    between
    about across as at by during for from in on through throughout to towards when with within
    """
)
# Verb and particle together say less than the verb alone.
PHRASAL = frozenset({("catch", "up"), ("keep", "up"), ("get", "on"), ("carry", "on"), ("fit", "in"), ("look", "after"), ("look", "forward"), ("look", "for"), ("get", "over"), ("get", "through"), ("get", "by"), ("get", "better"), ("move", "towards"), ("move", "on"), ("work", "towards")})
# May stand before the verb without being it.
HELPERS = _set("be able need needs want wants aim aims hope hopes learn learns have has going start begin continue to")
