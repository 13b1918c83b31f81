/** What the demo's events say, a sentence each, in every language of the pages. */
export interface SaidWords {
  sentences: readonly string[];
  translations?: Readonly<Record<string, readonly string[]>>;
}

export const openEvening: Record<"title" | "what" | "meet" | "place" | "route" | "after", SaidWords> = {
  title: {
    sentences: ["Open evening for new families"],
    translations: {
      pl: ["Wieczór otwarty dla nowych rodzin"], ro: ["Seara porților deschise pentru familii noi"], ur: ["نئے خاندانوں کے لیے کھلی شام"], ar: ["أمسية مفتوحة للعائلات الجديدة"],
      bn: ["নতুন পরিবারের জন্য উন্মুক্ত সন্ধ্যা"], pa: ["ਨਵੇਂ ਪਰਿਵਾਰਾਂ ਲਈ ਖੁੱਲ੍ਹੀ ਸ਼ਾਮ"], so: ["Fiid furan oo loogu talagalay qoysaska cusub"],
    },
  },
  what: {
    sentences: ["You see the classrooms and the playground.", "Children show you their work.", "There is tea, and time for your questions."],
    translations: {
      pl: ["Zobaczą Państwo klasy i plac zabaw.", "Dzieci pokażą swoje prace.", "Będzie herbata i czas na pytania."],
      ro: ["Vedeți sălile de clasă și locul de joacă.", "Copiii vă arată lucrările lor.", "Vă așteptăm cu ceai și avem timp pentru întrebările dumneavoastră."],
      ur: ["آپ کلاس روم اور کھیل کا میدان دیکھیں گے۔", "بچے آپ کو اپنا کام دکھائیں گے۔", "چائے ہو گی، اور آپ کے سوالوں کے لیے وقت ہو گا۔"],
      ar: ["سترون الصفوف والملعب.", "سيعرض الأطفال عليكم أعمالهم.", "هناك شاي، ووقت لأسئلتكم."],
      bn: ["আপনি শ্রেণিকক্ষ আর খেলার মাঠ দেখবেন।", "শিশুরা তাদের কাজ দেখাবে।", "চা থাকবে, আর আপনার প্রশ্নের জন্য সময় থাকবে।"],
      pa: ["ਤੁਸੀਂ ਕਲਾਸਾਂ ਅਤੇ ਖੇਡ ਦਾ ਮੈਦਾਨ ਵੇਖੋਗੇ।", "ਬੱਚੇ ਤੁਹਾਨੂੰ ਆਪਣਾ ਕੰਮ ਵਿਖਾਉਣਗੇ।", "ਚਾਹ ਹੋਵੇਗੀ, ਅਤੇ ਤੁਹਾਡੇ ਸਵਾਲਾਂ ਲਈ ਸਮਾਂ ਹੋਵੇਗਾ।"],
      so: ["Waxaad arki doontaa fasallada iyo garoonka ciyaarta.", "Carruurtu waxay ku tusi doonaan shaqadooda.", "Shaah baa diyaar ah, wakhtina waxaa loo hayaa su’aalahaaga."],
    },
  },
  meet: {
    sentences: ["You meet the head teacher, the class teachers and our family support worker."],
    translations: {
      pl: ["Spotkają Państwo dyrektora, wychowawców i pracownika wspierającego rodziny."], ro: ["Vă întâlniți cu directorul, cu învățătorii și cu lucrătorul nostru de sprijin pentru familii."],
      ur: ["آپ ہیڈ ٹیچر، کلاس کے اساتذہ اور خاندانوں کی مدد کرنے والے ہمارے کارکن سے ملیں گے۔"], ar: ["ستلتقون بمدير المدرسة ومعلمي الصفوف والموظف الذي يساند العائلات."],
      bn: ["আপনি প্রধান শিক্ষক, শ্রেণিশিক্ষক এবং আমাদের পরিবার সহায়তা কর্মীর সঙ্গে দেখা করবেন।"], pa: ["ਤੁਸੀਂ ਹੈੱਡ ਟੀਚਰ, ਕਲਾਸ ਦੇ ਅਧਿਆਪਕਾਂ ਅਤੇ ਪਰਿਵਾਰਾਂ ਦੀ ਮਦਦ ਕਰਨ ਵਾਲੇ ਸਾਡੇ ਕਰਮਚਾਰੀ ਨੂੰ ਮਿਲੋਗੇ।"],
      so: ["Waxaad la kulmi doontaa maamulaha, macallimiinta fasallada iyo shaqaalahayaga taageera qoysaska."],
    },
  },
  place: {
    sentences: ["Main hall, by the green gate."],
    translations: {
      pl: ["Główna sala, przy zielonej bramie."], ro: ["Sala mare, lângă poarta verde."], ur: ["بڑا ہال، سبز دروازے کے پاس۔"], ar: ["القاعة الكبرى، قرب البوابة الخضراء."], bn: ["বড় হল, সবুজ গেটের পাশে।"],
      pa: ["ਵੱਡਾ ਹਾਲ, ਹਰੇ ਗੇਟ ਦੇ ਕੋਲ।"], so: ["Hoolka weyn, agta albaabka cagaaran."],
    },
  },
  route: {
    sentences: ["Come through the blue door.", "There are no steps, and a toilet for wheelchairs is beside it."],
    translations: {
      pl: ["Prosimy wejść niebieskimi drzwiami.", "Nie ma tam schodów, a obok jest toaleta dla osób na wózkach."], ro: ["Intrați pe ușa albastră.", "Nu sunt trepte, iar alături este o toaletă pentru scaune rulante."],
      ur: ["نیلے دروازے سے آئیں۔", "وہاں سیڑھیاں نہیں ہیں، اور ساتھ ہی وہیل چیئر والا بیت الخلا ہے۔"], ar: ["ادخلوا من الباب الأزرق.", "لا توجد درجات، وبجانبه مرحاض للكراسي المتحركة."],
      bn: ["নীল দরজা দিয়ে আসুন।", "সেখানে সিঁড়ি নেই, আর পাশেই হুইলচেয়ারের শৌচাগার আছে।"], pa: ["ਨੀਲੇ ਦਰਵਾਜ਼ੇ ਰਾਹੀਂ ਆਓ।", "ਉੱਥੇ ਪੌੜੀਆਂ ਨਹੀਂ ਹਨ, ਅਤੇ ਨਾਲ ਹੀ ਵ੍ਹੀਲਚੇਅਰ ਵਾਲਾ ਪਖਾਨਾ ਹੈ।"],
      so: ["Ka soo gal albaabka buluugga ah.", "Jaranjaro ma leh, agtiisana waxaa ku yaal musqul kuraasta naafada."],
    },
  },
  after: { sentences: ["Thank you.", "We hope to see you again."] },
};

export const coffeeMorning: typeof openEvening = {
  title: {
    sentences: ["Coffee morning: how children learn to read"],
    translations: {
      pl: ["Poranek przy kawie: jak dzieci uczą się czytać"], ro: ["Dimineața la cafea: cum învață copiii să citească"], ur: ["چائے کی صبح: بچے پڑھنا کیسے سیکھتے ہیں"], ar: ["صباح القهوة: كيف يتعلم الأطفال القراءة"],
      bn: ["কফির সকাল: শিশুরা কীভাবে পড়তে শেখে"], pa: ["ਚਾਹ ਦੀ ਸਵੇਰ: ਬੱਚੇ ਪੜ੍ਹਨਾ ਕਿਵੇਂ ਸਿੱਖਦੇ ਹਨ"], so: ["Subaxda shaaha: sida carruurtu akhriska u barato"],
    },
  },
  what: {
    sentences: ["We read a story together.", "You do not need to read English."],
    translations: {
      pl: ["Razem czytamy opowiadanie.", "Nie trzeba umieć czytać po angielsku."], ro: ["Citim împreună o poveste.", "Nu trebuie să știți să citiți în engleză."], ur: ["ہم مل کر ایک کہانی پڑھیں گے۔", "آپ کو انگریزی پڑھنا آنا ضروری نہیں۔"],
      ar: ["نقرأ قصة معاً.", "لا حاجة إلى قراءة الإنجليزية."], bn: ["আমরা একসঙ্গে একটি গল্প পড়ব।", "আপনার ইংরেজি পড়তে জানার দরকার নেই।"], pa: ["ਅਸੀਂ ਮਿਲ ਕੇ ਇੱਕ ਕਹਾਣੀ ਪੜ੍ਹਾਂਗੇ।", "ਤੁਹਾਨੂੰ ਅੰਗਰੇਜ਼ੀ ਪੜ੍ਹਨੀ ਆਉਣੀ ਜ਼ਰੂਰੀ ਨਹੀਂ।"],
      so: ["Waxaan wada akhrin doonnaa sheeko.", "Uma baahnid inaad Ingiriis akhrido."],
    },
  },
  meet: { sentences: ["You meet Ms Patel."], translations: { pl: ["Spotkają Państwo panią Patel."], ro: ["Vă întâlniți cu doamna Patel."], ur: ["آپ محترمہ پٹیل سے ملیں گے۔"], ar: ["ستلتقون بالسيدة باتيل."], bn: ["আপনি মিস প্যাটেলের সঙ্গে দেখা করবেন।"], pa: ["ਤੁਸੀਂ ਮਿਸ ਪਟੇਲ ਨੂੰ ਮਿਲੋਗੇ।"], so: ["Waxaad la kulmi doontaa Marwo Patel."] } },
  place: { sentences: ["The library"], translations: { pl: ["Biblioteka"], ro: ["Biblioteca"], ur: ["لائبریری"], ar: ["المكتبة"], bn: ["পাঠাগার"], pa: ["ਲਾਇਬ੍ਰੇਰੀ"], so: ["Maktabadda"] } },
  route: openEvening.route,
  after: { sentences: [] },
};
