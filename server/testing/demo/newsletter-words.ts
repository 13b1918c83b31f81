import type { NewsletterBlockKind } from "@/server/lib/db/generated/enums";

/** One piece of the demo's news: its sentences, and what they say in the languages of the pages. */
export interface SaidBlock {
  kind: NewsletterBlockKind;
  sentences: readonly string[];
  translations?: Readonly<Record<string, readonly string[]>>;
  /** Of a date: so many days after the demo opens, and the minute of the day. */
  inDays?: number;
  time?: number;
  link?: string;
}

export const newsTitle: Pick<SaidBlock, "sentences" | "translations"> = {
    sentences: ["News from school: a week by the sea"],
    translations: {
      pl: ["Wiadomości ze szkoły: tydzień nad morzem"],
      ro: ["Știri de la școală: o săptămână la mare"],
      ur: ["اسکول کی خبریں: سمندر کا ہفتہ"],
      ar: ["أخبار المدرسة: أسبوع عن البحر"],
      bn: ["স্কুলের খবর: সমুদ্রের সপ্তাহ"],
      pa: ["ਸਕੂਲ ਦੀਆਂ ਖ਼ਬਰਾਂ: ਸਮੁੰਦਰ ਦਾ ਹਫ਼ਤਾ"],
      so: ["Wararka dugsiga: toddobaadka badda"],
    },
};

export const newsSaid: readonly SaidBlock[] = [
  {
    kind: "text",
    sentences: ["This week the children read stories about the sea.", "They counted fish, and they learned why sea water tastes of salt."],
    translations: {
      pl: ["W tym tygodniu dzieci czytały opowieści o morzu.", "Liczyły ryby i dowiedziały się, dlaczego woda morska jest słona."],
      ro: ["Săptămâna aceasta copiii au citit povești despre mare.", "Au numărat pești și au aflat de ce apa mării este sărată."],
      ur: ["اس ہفتے بچوں نے سمندر کی کہانیاں پڑھیں۔", "انہوں نے مچھلیاں گنیں، اور سیکھا کہ سمندر کا پانی نمکین کیوں ہوتا ہے۔"],
      ar: ["قرأ الأطفال هذا الأسبوع قصصًا عن البحر.", "عدّوا الأسماك وتعلموا لماذا ماء البحر مالح."],
      bn: ["এই সপ্তাহে শিশুরা সমুদ্রের গল্প পড়েছে।", "তারা মাছ গুনেছে, আর শিখেছে সমুদ্রের জল কেন নোনতা।"],
      pa: ["ਇਸ ਹਫ਼ਤੇ ਬੱਚਿਆਂ ਨੇ ਸਮੁੰਦਰ ਦੀਆਂ ਕਹਾਣੀਆਂ ਪੜ੍ਹੀਆਂ।", "ਉਹਨਾਂ ਨੇ ਮੱਛੀਆਂ ਗਿਣੀਆਂ, ਅਤੇ ਸਿੱਖਿਆ ਕਿ ਸਮੁੰਦਰ ਦਾ ਪਾਣੀ ਲੂਣਾ ਕਿਉਂ ਹੁੰਦਾ ਹੈ।"],
      so: ["Toddobaadkan carruurtu waxay akhriyeen sheekooyin badda ku saabsan.", "Waxay tiriyeen kalluun, waxayna barteen sababta biyaha baddu u dhanaan yihiin."],
    },
  },
  {
    kind: "picture",
    sentences: ["A painting of a boat and three fish in a blue sea."],
    translations: {
      pl: ["Obraz: łódka i trzy ryby w niebieskim morzu."],
      ro: ["O pictură cu o barcă și trei pești într-o mare albastră."],
      ur: ["ایک تصویر: نیلے سمندر میں ایک کشتی اور تین مچھلیاں۔"],
      ar: ["لوحة فيها قارب وثلاث سمكات في بحر أزرق."],
      bn: ["একটি আঁকা ছবি: নীল সমুদ্রে একটি নৌকা ও তিনটি মাছ।"],
      pa: ["ਇੱਕ ਚਿੱਤਰ: ਨੀਲੇ ਸਮੁੰਦਰ ਵਿੱਚ ਇੱਕ ਕਿਸ਼ਤੀ ਅਤੇ ਤਿੰਨ ਮੱਛੀਆਂ।"],
      so: ["Sawir gacmeed: doon iyo saddex kalluun oo ku jira bad buluug ah."],
    },
  },
  {
    kind: "date", inDays: 16, time: 15 * 60 + 30,
    sentences: ["The winter fair is in the hall.", "Grandparents and little ones are welcome too."],
    translations: {
      pl: ["Zimowy kiermasz jest w auli.", "Dziadkowie i maluchy też są mile widziani."],
      ro: ["Târgul de iarnă este în sala mare.", "Și bunicii și cei mici sunt bineveniți."],
      ur: ["سردیوں کا میلہ ہال میں ہے۔", "دادا دادی، نانا نانی اور چھوٹے بچے بھی آئیں۔"],
      ar: ["سوق الشتاء في القاعة.", "الأجداد والصغار مرحب بهم أيضًا."],
      bn: ["শীতের মেলা হলঘরে।", "দাদা-দাদি, নানা-নানি আর ছোটরাও আসুন।"],
      pa: ["ਸਰਦੀਆਂ ਦਾ ਮੇਲਾ ਹਾਲ ਵਿੱਚ ਹੈ।", "ਦਾਦਾ-ਦਾਦੀ, ਨਾਨਾ-ਨਾਨੀ ਅਤੇ ਛੋਟੇ ਬੱਚੇ ਵੀ ਆਉਣ।"],
      so: ["Bandhigga jiilaalku wuxuu ka dhacayaa hoolka.", "Awoowayaasha, ayeeyooyinka iyo kuwa yaryar waa la soo dhaweynayaa."],
    },
  },
  {
    kind: "tip",
    sentences: ["Tell your child a story from when you were small.", "Tell it in the language that you speak best."],
    translations: {
      pl: ["Proszę opowiedzieć dziecku historię ze swojego dzieciństwa.", "Najlepiej w języku, który znają Państwo najlepiej."],
      ro: ["Spuneți-i copilului o poveste de când erați mici.", "Spuneți-o în limba pe care o vorbiți cel mai bine."],
      ur: ["اپنے بچے کو اپنے بچپن کی کوئی کہانی سنائیں۔", "اس زبان میں سنائیں جو آپ سب سے اچھی بولتے ہیں۔"],
      ar: ["احكوا لطفلكم قصة من طفولتكم.", "احكوها باللغة التي تتكلمونها أفضل."],
      bn: ["আপনার ছোটবেলার একটি গল্প সন্তানকে বলুন।", "যে ভাষা সবচেয়ে ভালো বলেন, সেই ভাষায় বলুন।"],
      pa: ["ਆਪਣੇ ਬੱਚੇ ਨੂੰ ਆਪਣੇ ਬਚਪਨ ਦੀ ਕੋਈ ਕਹਾਣੀ ਸੁਣਾਓ।", "ਉਸ ਬੋਲੀ ਵਿੱਚ ਸੁਣਾਓ ਜੋ ਤੁਸੀਂ ਸਭ ਤੋਂ ਚੰਗੀ ਬੋਲਦੇ ਹੋ।"],
      so: ["Ilmahaaga u sheeg sheeko yaraantaadii.", "Ku sheeg luqadda aad ugu fiican tahay."],
    },
  },
  {
    kind: "thanks",
    sentences: ["Thank you to the families who dug the new garden with us."],
    translations: {
      pl: ["Dziękujemy rodzinom, które skopały z nami nowy ogród."],
      ro: ["Mulțumim familiilor care au săpat cu noi grădina nouă."],
      ur: ["ان خاندانوں کا شکریہ جنہوں نے ہمارے ساتھ نیا باغ بنایا۔"],
      ar: ["شكرًا للأسر التي حفرت معنا الحديقة الجديدة."],
      bn: ["যে পরিবারগুলি আমাদের সঙ্গে নতুন বাগান খুঁড়েছে, তাদের ধন্যবাদ।"],
      pa: ["ਉਹਨਾਂ ਪਰਿਵਾਰਾਂ ਦਾ ਧੰਨਵਾਦ ਜਿਨ੍ਹਾਂ ਨੇ ਸਾਡੇ ਨਾਲ ਨਵਾਂ ਬਾਗ਼ ਬਣਾਇਆ।"],
      so: ["Waxaan u mahadcelinaynaa qoysaska nala qoday beerta cusub."],
    },
  },
  {
    kind: "card", link: "/policy",
    sentences: ["Read what our school promises to every family."],
    translations: {
      pl: ["Proszę przeczytać, co nasza szkoła obiecuje każdej rodzinie."],
      ro: ["Citiți ce promite școala noastră fiecărei familii."],
      ur: ["پڑھیں کہ ہمارا اسکول ہر خاندان سے کیا وعدہ کرتا ہے۔"],
      ar: ["اقرأوا ما تعد به مدرستنا كل أسرة."],
      bn: ["আমাদের স্কুল প্রতিটি পরিবারকে কী কথা দেয়, পড়ুন।"],
      pa: ["ਪੜ੍ਹੋ ਕਿ ਸਾਡਾ ਸਕੂਲ ਹਰ ਪਰਿਵਾਰ ਨਾਲ ਕੀ ਵਾਅਦਾ ਕਰਦਾ ਹੈ।"],
      so: ["Akhri waxa dugsigeennu u ballanqaado qoys kasta."],
    },
  },
];

/** Being written: nobody has translated it yet. */
export const newsDraft: { title: SaidBlock; blocks: readonly SaidBlock[] } = {
  title: { kind: "heading", sentences: ["What we do in the last weeks of term"] },
  blocks: [
    { kind: "text", sentences: ["Year 4 makes paper stars for the hall.", "Bring old paper from home if you have some."] },
    { kind: "tip", sentences: ["Count the steps from your door to the school gate."] },
  ],
};
