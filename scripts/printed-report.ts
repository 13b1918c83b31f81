// node --import tsx scripts/printed-report.ts FILE: the demo's report about Zara on paper, in a language that has print but no pages yet.
import { writeFileSync } from "node:fs";

import { closePdf, renderPdf } from "../server/lib/pdf/render";
import { sampleReport } from "../server/lib/pdf/samples.fixture";

const file = process.argv[2];
if (!file) throw new Error("no file is named");

const columns = ["Чого навчається", "Старання", "Поступ"] as const;
const subject = (name: string, values: [string, string, string], ...texts: string[]) => ({
  name, columns: columns.map((label, at) => ({ label, value: values[at] ?? "" })), paragraphs: texts.map((text) => ({ text })),
});

const data = await sampleReport("uk", {
  change: {
    title: "Звіт про Zara", heading: "Звіт про Zara", subheading: "Літній семестр, 2025–2026 · Hazel · Mr Lund",
    school: { name: "Kingsgate School", phone: "020 7946 0100", address: "Gate Lane\nKingsgate\nKG1 2AB" },
    sections: [
      { kind: "well", title: "Що виходить добре", paragraphs: [
        { text: "Zara читає вголос чітко й жваво." },
        { text: "Zara ставить гарні запитання. Вони допомагають учитися всьому класу." },
        { text: "Zara часто допомагає іншим учням. Завдяки цьому в нашій школі панує доброта." },
      ] },
      { kind: "next", title: "Що робити далі", paragraphs: [
        { text: "Далі Zara має вивчити таблицю множення на 8." },
        { text: "Далі Zara має пояснювати кожну відповідь. Допомагає слово «тому що»." },
      ] },
      { kind: "home", title: "Одна справа вдома на цей тиждень", paragraphs: [{ text: "Читайте разом із Zara по 5 хвилин щодня. Будь-якою мовою." }] },
    ],
    attendance: { title: "Дні в школі", sentence: "Zara була в школі 58 днів. Це добре. Кожен день важливий.", present: 58, absent: 2, alt: "58 днів у школі, 2 дні відсутності" },
    subjectsTitle: "Предмети",
    subjects: [
      subject("Англійська мова", ["Добре вміє", "Завжди старається", "Як ми сподівалися"], "Zara пише зрозумілі речення з великої літери й із крапкою.", "Zara може написати без помилок 34 нових слова. Для цього вона багато працювала."),
      subject("Математика", ["Майже вміє", "Старається", "Як ми сподівалися"], "Zara може пояснити, як знайти відповідь.", "Далі Zara має перевіряти кожну відповідь, перш ніж починати наступну."),
      subject("Природничі науки", ["Добре вміє", "Завжди старається", "Швидше, ніж ми сподівалися"], "Zara добре планує досліди й уважно розглядає їхні результати."),
    ],
    notices: [], footer: { text: "Kingsgate School, п’ятниця, 17 липня 2026 р.", pageLabel: "Сторінка {page} з {pages}" },
  },
});
writeFileSync(file, await renderPdf({ template: "reports", data }));
await closePdf();
