/** Phrases that say something else than their words: a translator, or a machine, gets them wrong. With plain words for each. */
export const idioms: Readonly<Record<string, readonly string[]>> = {
  "a breath of fresh air": ["a welcome change"], "a force to be reckoned with": ["very strong"], "a piece of cake": ["very easy"], "a real asset": ["a great help"],
  "a steep learning curve": ["a lot to learn"], "above and beyond": ["more than we asked"], "all over the place": ["not in order"], "at the drop of a hat": ["at once"],
  "back to square one": ["back to the start"], "back on track": ["doing well again"], "bear with us": ["please wait"], "bite the bullet": ["do it"], "break the ice": ["start to talk"],
  "came out of her shell": ["became more confident"], "came out of his shell": ["became more confident"],
  "burning the candle at both ends": ["working too much"], "by the skin of his teeth": ["only just"], "by the skin of her teeth": ["only just"], "call it a day": ["stop"],
  "chip on his shoulder": ["bad feeling"], "chip on her shoulder": ["bad feeling"], "come on in leaps and bounds": ["learned very fast"], "come out of her shell": ["become more confident"],
  "come out of his shell": ["become more confident"], "comes out of her shell": ["becomes more confident"], "comes out of his shell": ["becomes more confident"],
  "coming out of her shell": ["becoming more confident"], "coming out of his shell": ["becoming more confident"], "cut corners": ["do less than is needed"],
  "down to earth": ["practical"], "find her feet": ["settle in"], "find his feet": ["settle in"], "found her feet": ["settled in"], "found his feet": ["settled in"],
  "from strength to strength": ["better and better"], "get the ball rolling": ["start"], "get to grips with": ["understand"], "getting to grips with": ["learning to understand"],
  "give it a go": ["try"], "give it her all": ["try her best"], "give it his all": ["try his best"], "gone the extra mile": ["done more than we asked"], "goes the extra mile": ["does more than we ask"],
  "hand in hand": ["together"], "hit the ground running": ["start very well"], "in a nutshell": ["in short"], "in hot water": ["in trouble"], "in leaps and bounds": ["very fast"],
  "in the driving seat": ["in charge"], "in the long run": ["later on"], "in the same boat": ["in the same place"], "keep an eye on": ["watch"], "keep up the good work": ["please go on like this"],
  "keeps us on our toes": ["keeps us busy"], "learn the ropes": ["learn how it works"], "leaps and bounds": ["great steps"], "light bulb moment": ["moment when it became clear"],
  "off the beaten track": ["unusual"], "off to a flying start": ["off to a very good start"], "on cloud nine": ["very happy"], "on the back burner": ["for later"], "on the ball": ["quick to notice"],
  "on the cusp of": ["close to"], "on the right track": ["doing well"], "on the same page": ["of one mind"], "out of the blue": ["suddenly"], "over the moon": ["very happy"],
  "pick up the pieces": ["start again"], "pull her socks up": ["try harder"], "pull his socks up": ["try harder"], "pull up her socks": ["try harder"], "pull up his socks": ["try harder"],
  "push the envelope": ["try more"], "put her mind to it": ["try"], "put his mind to it": ["try"], "rise to the challenge": ["do well when it is hard"], "rose to the challenge": ["did well when it was hard"],
  "room for improvement": ["more to learn"], "see eye to eye": ["agree"], "shines through": ["is easy to see"], "soaks up": ["learns quickly"], "sit on the fence": ["not decide"], "step up to the plate": ["help"],
  "stick to her guns": ["not give up"], "stick to his guns": ["not give up"], "take it on board": ["accept it"], "takes it in her stride": ["stays calm"], "takes it in his stride": ["stays calm"],
  "the apple of": ["dear to"], "the sky is the limit": ["she or he can do anything"], "think outside the box": ["have new ideas"], "thinks outside the box": ["has new ideas"], "time flies": ["time goes fast"],
  "touch base": ["talk"], "turn over a new leaf": ["start again"], "turned a corner": ["become better"], "under the weather": ["ill"], "up to speed": ["at the same level"], "up to scratch": ["good enough"],
  "water under the bridge": ["over"], "wears her heart on her sleeve": ["shows what she feels"], "wears his heart on his sleeve": ["shows what he feels"], "went the extra mile": ["did more than we asked"],
};

/** Words of the trade, with plain ones where there are any. A school that explains one in its glossary is not asked about it again. */
export const jargon: Readonly<Record<string, readonly string[]>> = {
  "age-related expectations": ["what we expect at this age"], "age related expectations": ["what we expect at this age"], "assessment data": ["test results"], "attainment": ["what he or she can do"],
  "attainment gap": [], "autonomous learner": ["someone who learns alone"], "baseline": ["first"], "behaviour for learning": ["behaviour in lessons"], "blending": ["joining letter sounds"],
  "bucket time": [], "cognitive": ["thinking"], "cohort": ["year group"], "collaborative": ["working with others"], "cross-curricular": ["in several subjects"], "curriculum": ["what we teach"],
  "decode": ["read"], "decoding": ["reading"], "developmental": [], "differentiated": ["at the right level"], "differentiation": ["work at the right level"], "digraph": ["two letters with one sound"], "digraphs": ["two letters with one sound"],
  "emotional literacy": ["talking about feelings"], "emergent": ["first"], "engagement": ["interest"], "expressive language": ["speaking"], "fine motor skills": ["skill with the hands"],
  "formative assessment": ["tests that help us teach"], "fronted adverbials": [], "gross motor skills": ["moving the body well"], "greater depth": ["a very high level"], "growth mindset": ["belief that one can learn"],
  "high-frequency words": ["very common words"], "higher-order thinking": ["deep thinking"], "inference": ["finding what is meant"], "interventions": ["extra lessons"], "intervention": ["extra lesson"],
  "key stage": [], "learning journey": ["learning"], "learning objective": ["goal of the lesson"], "learning objectives": ["goals of the lesson"], "literacy": ["reading and writing"], "manipulatives": ["counters and cubes"],
  "metacognition": ["thinking about how we learn"], "metacognitive": ["about how we learn"], "multi-sensory": ["with several senses"], "next steps": [], "number bonds": ["pairs that make a number"], "numeracy": ["maths"],
  "on-task": ["working"], "on task": ["working"], "off task": ["not working"], "partitioning": ["splitting numbers"], "pastoral": ["care"], "pedagogy": ["way of teaching"], "peer assessment": ["checking each other’s work"],
  "peers": ["classmates"], "peer": ["classmate"], "phoneme": ["sound"], "phonemes": ["sounds"], "phonics": ["letter sounds"], "place value": [], "prior attainment": ["what he or she could do before"], "receptive language": ["understanding"],
  "reciprocal reading": ["reading together"], "retrieval practice": ["remembering"], "scaffold": ["help"], "scaffolded": ["with help"], "scaffolding": ["help"], "segmenting": ["splitting words into sounds"],
  "self-regulate": ["stay calm"], "self-regulation": ["staying calm"], "statutory": ["that the law asks for"], "stretch and challenge": ["harder work"], "subitise": ["see how many"], "subitising": ["seeing how many"],
  "success criteria": ["what good work has"], "summative assessment": ["test at the end"], "transition": ["move"], "utilise": ["use"], "utilises": ["uses"], "utilised": ["used"], "utilising": ["using"],
  "verbal reasoning": ["thinking with words"], "vocabulary": ["words"], "wave 2": [], "wave 3": [], "working memory": ["holding things in mind"], "working at": [], "working towards": [],
};

/** Rules of retext-equality that speak of grown-ups and children as such: a report is about one child, and says "she" and "mum". */
export const notForReports: ReadonlySet<string> = new Set([
  "he-she", "her-him", "hers-his", "herself-himself", "boy-girl", "gals-man", "dad-mom", "father-mother", "daughter-son", "brother-sister", "grandfather-grandmother", "grandson-granddaughter",
  "uncle-aunt", "nephew-niece", "husband-wife", "boyfriend-girlfriend", "lady-gentleman", "mankind", "special", "just", "easy", "simple", "stepsister-stepbrother", "stepmom-stepdad", "prince-princess",
]);

/** Rules of retext-simplify that are noise in a sentence about a child. */
export const tooFussy: ReadonlySet<string> = new Set(["it-is", "there-is", "there-are", "help", "interface", "it-is-important-to-note-that"]);
