"""The vocabulary of specificity: verbs that can be seen, verbs that cannot, and nouns too broad to plan from."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Something an adult can see or hear a child do.
CONCRETE = _set(
    """
    act add address alternate annotate answer apologise apologize apply approach argue arrange arrive articulate ask
    assemble attend audition babble babysit bake balance bang bat bath bathe begin bite blend block blow board boil
    book bounce bowl break break-off bridge bring browse brush buckle budget build bullet butter button buy
    calculate calibrate call captain carry carve catch categorise change chant chat check chew choose chop cite clap
    classify clean clear click climb close coach collect colour comb combine come comment commute compare complete
    compliment comply compose compute congratulate conjugate construct contact contrast convert coo cook copy
    correct cough count cover crawl create cross cry cut cycle damage dance deadhead decode define delete deliver
    demonstrate deposit derive describe design destroy detect differentiate dig discuss display distinguish divide
    do donate doodle double download draft drag draw dress dribble drill drink drive drop dry dust earn eat edit
    email empty enrol enter estimate evaluate exchange exclude exhibit exit expand explain factorise fasten feed
    fetch fidget fill film find finger finger-space finish fit fix flip flush fold follow forgive form formulate fry
    gather gesture get giggle give glue go google graffiti graph grate greet grip groom group halve hammer hand
    handwrite hang harvest have high-five highlight hit hold hoover hop hug hum hurdle hypothesise identify
    illustrate imitate indent infer initiate integrate interpret interrupt interview introduce invite invoice iron
    join jot jump justify keep kick knead knit knock knot label lace lay leave lie lift line line-up link list
    listen live locate log look lose lower make mark match measure memorise memorize mend mentor microwave mime mix
    model mop mould move muck-out multiply name nap navigate negotiate network nod note notice number observe obtain
    offer open order organise organize outline pack paint paragraph paraphrase partition pass paste pat pause pay
    pedal peel perform photograph pick pinch place plan plant plaster play plot pluck plumb point post potty pour
    praise predict prepare present press print produce pronounce proof-read proofread prove prune précis pull punch
    punctuate push put queue quote raise rake rank rate rattle re-read reach reach-out read rearrange recall recap
    recite recognise recognize record recount recycle redraft reduce refer referee reference refrain register
    regroup rehearse remain remember remove rename repeat replace reply report represent request reread reroute
    research resist respond retell retrieve return reword rewrite rhyme ride ring rinse roll round row rule run sail
    sand save saw say scan scoop scoot score scream scribe scrub sculpt search seek segment select self-correct send
    separate sequence serve set sew shade shadow shake shape share sharpen shave shoot shout show shower sign
    sign-up simplify sing sip sit skate sketch skim skip skip-count slice slow smile smoke sneeze sob solder solve
    sort sound sound-out speak spell spellcheck spend spin spit split spoil spoon spot spray spread sprinkle squash
    squat squeeze stack stamp stand staple start state stay steal steam step stick stir stop string strum subitise
    substitute subtract suggest sum summarise summarize surf swallow swap swear sweep swim swipe switch tabulate
    take talk tally tap taste tear tell test text thank thread throw tick tidy tie time tip titrate toast toilet
    toileted tolerate top-up touch trace transfer translate travel trim trot turn tweet type umpire unbutton
    underline undo undress unfollow unpack untie unzip update upload use vape velcro verbalise view visit volunteer
    vote wait wake walk wash watch water wave wear weave weigh weld whisk whisper whistle wink wipe wire withdraw
    word work-out wrap write zip zoom
    """
)
# Complete in themselves, without an object.
ENOUGH = _set(
    """
    argue ask bath bathe bite clap count crawl cry divide doodle dress feed fidget giggle handwrite hop hum
    interrupt introduce jump kick look multiply notice potty punch scream self-correct shave shower skip sleep slow
    smoke spit subitise subtract swear swim tap tell text toilet toileted undress vape wash whistle
    """
)

# The same when nothing at all follows ("begin to share"), though "share ideas" is wide.
ALONE = ENOUGH | {"share"}

# Wishes, inner states and general activities: nothing to watch for.
VAGUE = _set(
    """
    absorb accept access achieve acquire adapt adjust advance aim apply-himself appreciate assimilate attain attempt
    avoid aware be become begin behave believe benefit better blossom bond boost bother broaden calm care catch-up
    celebrate challenge cherish collaborate combat commit communicate concentrate conform connect conquer consider
    consolidate continue contribute cooperate cope cultivate dare deal decrease deepen defuse depend deserve develop
    dislike embed embrace empower enable encourage endeavour endure engage enhance enjoy ensure equip evolve excel
    experience explore express extend externalise familiarise fear feel flourish focus foster fulfil function
    further gain gauge grapple grow handle hate heal help honour hope hurry immerse improve increase inspire instil
    integrate interact internalise invest juggle know learn lessen like love lower maintain manage master mature
    maximise mind mingle minimise minimize misbehave mitigate mix motivate need nurture obey optimise overcome
    participate persevere persist practice practise prefer prioritise process profit progress promote prosper raise
    rationalise realise realize reconcile recover reduce reflect regulate reinforce rely respect restore retain
    revise rise secure self-regulate settle settle-in shine socialise stand-up stimulate strengthen stretch strive
    study succeed support sustain tackle tend think thrive transform transition trust try understand uphold utilise
    value want widen wish withstand work worry
    """
)

# Too wide to plan from, and words that say nothing of what is done.
BROAD = _set(
    """
    abilities ability able academic academically accelerated acceptable accommodation accountability accuracy
    accurate achievable achievement achievements active activities activity adaptable adequate adolescence adult
    adulthood adults adversity advice afternoon age age-appropriate age-related agency aggression aggressive agility
    ahead aims alert alertness alevels allow allows altruism ambitions ambitious amount analysis anger angst anguish
    anxiety anxious anyone anything apathy appetite approach approaches appropriate aptitude area areas art
    articulate aspect aspects aspiration aspirational aspirations assertiveness assistance atmosphere attachments
    attainment attainments attention attentive attentiveness attitude attitudes authority autonomy average aware-of
    awareness bad balance barrier barriers baseline baselines basic basics behavior behavioral behaviors behaviour
    behavioural behaviours beliefs belonging benchmark benefit benefits bereavement best better bit bits body
    body-image bonds boundaries boundary brave braver bravery breadth breaktimes brighter btec bullying calculations
    calm calmer calming calmness candour capabilities capability capable care care-giving career careers caring
    challenge challenges challenging chance chances change changes character charisma charm chatter cheerful child
    children choice choices circumstances citizenship clarity class classroom clear cleverer closeness closer clubs
    coaching coherent cohesion collaboration college comfort-zone comfortable commitment commitments communication
    community compassion competence competencies competency competent complaining completely compliance composure
    comprehension compromise concentration concept concepts concern concise conclusions conduct confidence confident
    conflict conflicts confusion connection connections conscious consequence consequences considerable considerate
    consistent constant contact content contentment context contexts continuous contribution contributions control
    conviction cool cooperation coordination coping core counselling courage course courses cravings creative
    creativity credibility criticism culture cultures curiosity curious curriculum curriculum-areas daily dangers
    day day-to-day days deadlines decency decision decisions dedication defiant delight demands demeanour dependence
    depth desire desires despair despondency detail details determination determined development developmentally
    dexterity dialogue diet different differential differentials difficult difficulties dignity diligence direction
    directions disadvantage disagreements disappointments discipline discomfort discourse discussion discussions
    dislikes disparity disposition disruption disruptive distracted distraction distractions distress diversity
    doubt doubts down dreams drive dysregulated eager eagerness easier education effective effectiveness efficiency
    effort efforts ego eight eleven embarrassment emergencies emergency emotion emotional emotionally emotions
    empathy employability employment enable enables encouragement endurance energy engaged engagement english
    enjoyment enthusiasm enthusiastic entirely environment environments equality essence essentials esteem ethics
    ethos etiquette evaluation event events eventually everybody everyday everyone everything exam exams excellence
    excellent excitement exciting existing expectations expected experience experiences expertise exploitation
    exposure expression expressive extent facilities failure failures fairness faith familiar family fantastic
    faster fears feedback feeling feelings fidgety fights finances fine first fit fitness fitter five flexible flow
    fluency fluent fluently focus focused fondness forethought forgiveness fortitude foundation foundations four
    freedom french frequent friend friendlier friendly friends friendship friendships frustration frustrations
    fulfilment full-time fully fun functional fundamentals further future gang gangs gap gaps gcse gcses general
    generally genuineness geography gist go goal goals good grade grades gradual gradually gratitude great greater
    greatness grief grit grooming gross ground group groups growth guidance guidelines guilt habit habits happening
    happier happy hard harder hardest hazards health healthier healthily healthy help helpful hesitancy hesitation
    high higher hindrances history hobbies hobby home honest honesty hopeful hopes household how humour hundred
    hurdles hygiene hyperactive ideas identity imagination imaginative impact impressions improved improvement
    impulse impulses impulsive impulsivity in inappropriate incentive incentives inclination included inclusion
    increased increasingly independence independent independently individuality inference influence influences
    information informed inhibitions initiative inner insecurities insecurity insight inspiration instincts
    integrity intellect intensity intention intentions interaction interactions interest interesting interests
    internet intervention interventions intimacy intuition involved involvement isolated issues it jealousy job jobs
    journey journeys joy judgement judgment justice key kind kinder kindness knowledge knowledgeable language layers
    lazy leadership learned learner learners learning learnt leisure length less lesson lessons level liberty life
    lifestyle likes limited limits linguistic literacy living logic logical loneliness lonely longer longevity
    longing loss losses lot lower loyalty lunchtime main manner manners many marked mastery mathematical mathematics
    maths matter mature maturity meaning mental mental-health mentoring merit methods milestones mind mindful
    mindfully mindfulness mindset misconduct moaning mobility model models money monitoring mood moods morale morals
    more morning mornings most mostly motivated motivation motive motives motor motor-skills moves much music nature
    naughty nearer neatness needs negative neglect neighbourhood neighbours nerves nervous new nicer nine non-verbal
    normality norms noticeable nuance nuances number numeracy numerical nursery nutrition obedience obstacles off
    offer-of offered on one ongoing online open-minded openness opinion opinions opportunities optimism optimistic
    options oracy ordinary organisation organisational organised organizational originality others others' out
    outcomes outings outlet outlets outlook outlooks outstanding overall overwhelmed own ownership pace part
    participation passion passions paths pathway pathways patience pe peace peer peers people perception perceptions
    perfect permanence perseverance persistence persistent personal personality perspective perspectives pessimism
    phase phonic phonics physical place placement placements plan plans playtime pleasure poise policies policy
    polite politer poor popularity positive positively possibilities possible potential potentials practical
    pre-school precision preferences prejudice preparation prepared preparedness preschool presence presentation
    pressure pressures prestige pride principles priorities problem problems procedures process procrastinating
    proficiency proficient programme programmes progress prominence prompt prompted prompting prompts proprioception
    prospects prosperity provision prudence punctual punctuality pupil purpose purposes pursuit pursuits
    qualifications qualities quality quest quicker quietly racism range rapid rationale readiness reading ready real
    real-life realism reality reasonable reasoning reassurance receptive recognition regard regular regularly
    regulated regulation regulations rejection related relations relationship relationships relaxed relevance
    relevant reliability reliable reluctance reminded reminders reminding reputation resentment resilience resilient
    resourcefulness respect respectful respectfulness responses responsibilities responsibility responsible restless
    restraint results revision reward rewards right rigour risk risks rivalry role routine routines rude rules
    sadness safe safeguarding safety said satisfaction satisfactory school science scientific secure security self
    self-advocacy self-awareness self-belief self-care self-confidence self-control self-discipline self-esteem
    self-expression self-harm self-help self-image self-motivation self-regulation self-worth sense sensible
    sensitivity sensory separation serenity services session sessions setbacks setting settings settled settling
    seven shame significant silly sincerity situation situations six skill skilled skills slimmer smarter smile
    sociability sociable social socially society solitude solutions some somebody someone something soul speech
    spheres spirit spirituality spontaneity stability staff stage stage-appropriate stamina standard standards
    status steady steps stimulation stimuli strategies strategy strength strengths stress stress-levels stressed
    strong stronger structure struggle struggles student studies study stuff style subject subjects substantial
    success sufficient suitable supervision support supported supports surroundings sympathy synthesis system
    systems tact talents talking target targets task tasks taught team teamwork techniques technologies technology
    temper temperament temptation temptations ten tenancy tendencies tendency tension tensions term terms test tests
    that them theories theory therapy thing things thinking this thoughtful thoughtfulness thoughts three time
    time-management timekeeping times tolerance tolerant tone toolbox toolkit tools topic-work topics totally touch
    track training traits trajectory tranquility transition transitioning transitions transparency trauma trouble
    trust truth tuition turmoil tutoring twelve twenty two uncertainty understanding unfamiliar uniqueness unity
    unkind unsafe unstructured unwanted up upbringing urges usefulness valued values varied variety various verbal
    version verve viewpoint viewpoints views vigour violence violent virtue vision vitality vocabulary vulnerability
    walks wants warmth way ways weaknesses week weeks weight well well-being wellbeing what where which who wide
    wider willing willpower wisdom wish wishes withdrawn without wonder work workload workplace world worries worth
    writing wrong year zeal zest
    """
)
STOP = _set(
    """
    a able about across after all also an and another any are around as at be been before being between both but
    by can child could does doing down during e.g each etc every fewer for from had having he her hers herself
    him himself his how i i.e if in inside into is it its just least less may me might mine more most must my
    myself next no not of off on or other our out outside over own pupil quite really shall she should so some
    student than that the their theirs them themselves then there these they this those through to too under up
    very was we were what when where which while who whole will with within would x xx xxx xxxx you your yp
    """
)

# Tokens of a count that name no thing: time, tries, marks.
UNITS_ONLY = _set(
    """
    % a all an and areas at both by consecutive correct day days different each eight eleven entire every fewer
    fifteen fifty five forty four from full half hour hours hr hrs hundred in least mark marks min mins minute
    minutes month months more nil nine no occasion occasions of one opportunities or out over per percent point
    points seconds seconds' separate session sessions seven single six sixty ten than the thirty three time
    times to trial trials twelve twenty two up week weeks whole within zero
    """
)

# After a vague verb these are effort towards it ("improve his maths by attending revision"), not what will be seen.
EFFORT = _set(
    """
    attend come do go join listen practise put read review revise spend study take try visit watch work
    """
)
# Words in -ly that are not manners.
LY_NOUNS = _set(
    """
    anomaly apply assembly belly butterfly family fly italy jelly july lily rely reply supply
    """
)
ENDINGS = (
    ("izing", "ise"),
    ("izes", "ise"),
    ("ized", "ise"),
    ("ize", "ise"),
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
IRREGULAR = {
    "written": "write",
    "wrote": "write",
    "sent": "send",
    "made": "make",
    "done": "do",
    "taken": "take",
    "taught": "teach",
    "given": "give",
    "spoken": "speak",
    "drawn": "draw",
    "bought": "buy",
    "chosen": "choose",
    "swum": "swim",
    "sung": "sing",
    "told": "tell",
    "has": "have",
    "goes": "go",
    "does": "do",
    "says": "say",
    "is": "be",
    "are": "be",
    "spent": "spend",
    "handwriting": "handwriting",
}
# Aims that a clause with "by" or "through" only feeds ("improve focus by sitting near the front").
OUTCOMES = _set(
    """
    boost develop enhance improve gain increase raise strengthen better become calmer fitter happier healthier
    wellbeing
    """
)
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
    absence adjective ambulance archive audience balance business circumference city conference cv density
    difference distance electricity entity entrance evidence five gravity handful instance mouthful noun olive
    performance prism probability quantity reference science sentence sequence ship spoonful substance syllable
    table tables timetable vegetable velocity vowel witness
    """
)
# May follow a verb and seldom a noun that begins a target: the mark by which an unknown verb is known.
AFTER_VERB = _set(
    """
    a about against along an around at between five four from her herself himself his into it its letters my
    numbers off on onto our out over sentences simple some ten the their them three through to towards two up
    with words
    """
)
# General activities that an amount or a rate makes watchable, and those for which a frequency is enough.
BOUNDABLE = _set(
    """
    attend begin behave calm carry communicate complete concentrate contribute contribution contributions
    cooperate cope engage exercise express finish focus follow help interact join keep learn listen maintain
    manage on-task participate participation pay play practice practise read regulate remain respond revise run
    settle sit sleep socialise speak spend start stay study sustain talk task tidy tolerate transition use wait
    walk work
    """
)
REPEATABLE = _set(
    """
    attend exercise practice practise read revise study
    """
)
# With stated independence these are one task; "manage without support" is still everything.
DONE_ALONE = _set("attend complete finish move play revise run sit sleep study tidy use walk ")
KNOWING = _set("know learn understand recall remember memorise memorize")
# Too many different things to be counted.
UNCOUNTED = _set(
    """
    activities areas aspects goals lessons sessions skills strategies subjects targets tasks things ways
    """
)
# What is said may be a clause of its own ("say what he needs").
TELLING = _set(
    """
    ask choose describe explain identify list name point repeat report retell say show state suggest tell write
    """
)
SHOWN_HOW = ("how to ", "learn to ", "learns to ")
ASKED = _set("how if what when where whether which who why")
# Practising or revising something narrow is a task.
REHEARSED = _set("practice practise revise memorise rehearse")
# Verbs only where verbs stand: elsewhere they are things ("a reading book", "at break").
NOUNS_TOO = _set(
    """
    bath book break coach cry dust film group host iron light line measure mentor model nail park place plan point
    post project round saw set shower text train
    """
)
# Verbs that mean little by themselves ("make progress"): what follows at once must be particular.
LIGHT = _set(
    """
    build demonstrate display do form gain get give have keep make remain show stay take use
    """
)
PREPOSITIONS = _set(
    """
    about across as at between by during for from in on through throughout to towards when with within
    """
)
# Verb and particle together say less than the verb alone.
PHRASAL = frozenset(
    (verb, particle)
    for verb, _, particle in (
        pair.partition("_")
        for pair in _set(
            """
    carry_on catch_up fit_in fit_into get_along get_better get_by get_involved get_on get_over get_through get_used
    keep_up look_after look_for look_forward move_on move_towards work_towards
    """
        )
    )
)
# May stand before the verb without being it.
HELPERS = _set(
    """
    able aim aims be begin continue going has have hope hopes learn learns need needs start to want wants
    """
)
