/** The look at a teacher's words while she types: paragraphs a second, and the bare tokenizer of the same library beside it. */
import { checkText, tokenizeOnly } from "@/server/features/languages/gate/rules";
import { builtInTerms } from "@/server/features/languages/gate/rules.terms";

const PARAGRAPHS = 600;
const WARM_UP = 60;
const ROUNDS = 3;

const paragraphs = [
  "Zara has made a very good start to the year. She reads aloud in a clear voice and asks good questions. Next, she should write down every step in maths.",
  "In order to make further progress, he should endeavour to practise his times tables prior to each lesson. The interventions were commenced in September and are continued by the TA.",
  "She has come out of her shell and takes everything in her stride. Her attainment in phonics is above age-related expectations, and she is over the moon about it. Please come in next Tuesday.",
  "Kofi works hard in some lessons. We want to see this in every lesson. He joins in when the group is small. At home you can ask him to tell you three things about the day, in any language.",
];

const known: ReadonlySet<string> = new Set(builtInTerms);
const look = (text: string) => checkText(text, { language: "en", known, today: "2026-11-23" });

/** Milliseconds a paragraph: the best of some rounds, each paragraph with words of its own, so that nothing is remembered. */
function measure(work: (text: string) => unknown): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let n = 0; n < PARAGRAPHS; n += 1) work(`${paragraphs[n % paragraphs.length]} Page ${n + 1} of book ${round + 1}.`);
    best = Math.min(best, (performance.now() - start) / PARAGRAPHS);
  }
  return best;
}

export default function benchGate(): string[] {
  for (let n = 0; n < WARM_UP; n += 1) look(paragraphs[n % paragraphs.length] ?? "");
  const whole = measure(look);
  const bare = measure(tokenizeOnly);
  return [
    `gate.paragraphs_per_second ${(1000 / whole).toFixed(0)} paragraphs/s`,
    `gate.paragraph ${whole.toFixed(2)} ms`,
    `gate.tokenizer_only.paragraphs_per_second ${(1000 / bare).toFixed(0)} paragraphs/s`,
    `gate.tokenizer_only.paragraph ${bare.toFixed(2)} ms`,
    `gate.ratio ${(whole / bare).toFixed(1)} x`,
  ];
}
