/**
 * The short words of English schools that the product explains by itself: families who meet one get its meaning in their own
 * language from messages/<tag>/easy.json, terms.*. Words that stand here need no explanation in the text.
 */
export const builtInTerms = [
  "SEND", "SEN", "SENCo", "EHCP", "KS1", "KS2", "KS3", "KS4", "EYFS", "PE", "RE", "ICT", "PSHE", "RSE", "SATs", "PTA", "GCSE", "TA", "EAL", "MFL", "DT", "CAMHS", "ADHD",
  "INSET",
] as const;
export type BuiltInTerm = (typeof builtInTerms)[number];

/** Letters of daily life that hold nobody up. */
export const everydayLetters: ReadonlySet<string> = new Set([
  "OK", "TV", "UK", "US", "USA", "EU", "BBC", "CBBC", "ITV", "DVD", "CD", "ID", "PC", "IT", "GP", "NHS", "AM", "PM", "PDF", "USB", "QR", "DIY", "LED", "VIP", "SMS", "UV", "CV", "PO", "DJ",
]);

/** Plain words that people write large to say them loudly: they are no letters to explain. */
export const loudWords: ReadonlySet<string> = new Set((
  "A ALL ALSO ALWAYS AM AN AND ANY ARE AS ASK AT BAD BE BEEN BEFORE BEST BIG BOTH BRAVO BUT BY CAN CANNOT CARE COME COULD DAY DID DO DOES DONE EACH EASY END ENJOY EVEN EVER EVERY "
  + "FAR FIRST FOR FROM FUN GET GIVE GO GOOD GREAT HAD HALF HAPPY HARD HAS HAVE HE HELP HER HERE HIM HIS HOME HOW I IF IN IS IT ITS JUST KEEP KIND KNOW LAST LATE LESS LET LIKE LONG LOOK LOT "
  + "LOVE LOVED MAKE MANY MAY ME MORE MOST MUCH MUST MY NEED NEVER NEW NEXT NICE NO NONE NOT NOTE NOW OF OFF OFTEN ON ONCE ONE ONLY OR OTHER OUR OUT OVER OWN PLEASE READ READY REAL "
  + "REALLY SAD SAFE SAID SAME SAY SEE SHE SHOULD SIX SO SOME SOON STAR STILL STOP SUCH SUPER SURE TAKE TALK TEN THAN THANK THANKS THAT THE THEIR THEM THEN THERE THEY THIS TIME TO TODAY TOO "
  + "TOP TRY TWO UP US USE VERY WAIT WANT WAS WAY WE WELL WERE WHAT WHEN WHERE WHO WHY WILL WISH WITH WORK WOW WRITE YEAR YES YET YOU YOUR "
  + "AFTER AGAIN BETTER BOOK BOOKS CALM CLEVER ENGLISH FAMILY FOCUS HEART LEARN LISTEN LOUD LOVELY MAGIC MATHS PARTY PROUD QUIET READS SCHOOL SMILE SPEED STARS STRONG THINK WHOLE WORDS WORLD"
).split(" "));
