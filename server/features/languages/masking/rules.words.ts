/**
 * English words with a capital that are no names. Everything else that is written with a capital inside a sentence is taken for a name
 * and locked away: too much masked costs a word of a draft, too little costs a family its privacy.
 */
const capitals = `
I I'm I've I'd I'll OK TV
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
January February March April May June July August September October November December
English Maths Mathematics Science Computing History Geography Art Music Drama French Spanish German Latin Physics Chemistry Biology Citizenship
Physical Education Religious Personal Social Health Design Technology Reading Writing Phonics Spelling Grammar Handwriting
Year Reception Nursery Key Stage Foundation Autumn Spring Summer Winter Term
Christmas Easter Eid Diwali Ramadan Vaisakhi Hanukkah Lent Passover Holi Nowruz Bonfire Night Harvest
Islam Islamic Muslim Christian Christianity Sikh Hindu Jewish Buddhist Church Mosque Quran Bible
England English Scotland Scottish Wales Welsh Ireland Irish Britain British Europe European London Africa Asia
Polish Romanian Urdu Arabic Bengali Panjabi Punjabi Somali Gujarati Portuguese Tamil Turkish Lithuanian Albanian Persian Pashto Kurdish Chinese Ukrainian Roman Romans Greek Greeks Viking Vikings Victorian Victorians Tudor Tudors Egyptian Egyptians Saxon Saxons
PE RE IT ICT SEND SEN EHCP SENCo SENCO PSHE RSE GCSE SATs SATS PTA GP NHS UK
`;

export const capitalWords: ReadonlySet<string> = new Set(capitals.trim().split(/\s+/));

/** Words of everyday English that are also given names: in small letters they are words, with a capital they are names when the register has them. */
export const nameLikeWords: ReadonlySet<string> = new Set(
  `will may mark grace hope joy rose faith bill penny summer april june august art dawn eve ivy lily daisy poppy iris violet ruby amber jade pearl crystal
  sky skye star sunny rain river brook forest ash hazel willow rowan holly heather olive basil sage rosemary ginger robin jay martin drew rich frank
  earnest jack pat sue rob nick chase hunter archer cooper mason taylor carter cook baker smith miller brown green white black gray grey king queen prince
  young long short small little strong wise good best love day knight bishop pope church hill field wood woods stone lake banks rivers parks west north
  page bell ball bond book cross price read reed ward lane street bridge hall house park major minor early late marry merry mercy patience honor honour justice
  victor victory angel christian noble royal reading read miles dean earl duke lord guy carol gene jean jan don dot bud norm rusty sandy cliff glen dale
  man an in so do my on to as he be no or at by we us me is it go up la le de al el bin ali`.trim().split(/\s+/),
);

/** Small words that stand inside a family name. */
export const particles: ReadonlySet<string> = new Set(["da", "de", "del", "der", "di", "do", "dos", "du", "van", "von", "den", "la", "le", "al", "el", "bin", "bint", "ibn", "ben", "ap", "ó", "ní", "mac", "ul", "ur"]);

export const titles: ReadonlySet<string> = new Set(["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Rev", "Prof", "Pan", "Pani", "Imam", "Father", "Sister", "Uncle", "Auntie", "Aunt"]);
