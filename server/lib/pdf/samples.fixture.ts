import QRCode from "qrcode";
import { typefaceFor } from "@/server/lib/pdf/fonts";
import type { CertificatePrint, EasyPrint, LetterPrint, NewsletterPrint, PrintParagraph, ReportPrint } from "@/server/lib/pdf/models";

/** Words of one language for the documents that tests and benchmarks print. Not seen by anyone else. */
export interface SampleWords {
  school: string;
  title: string;
  heading: string;
  subheading: string;
  well: [string, string];
  next: [string, string];
  home: [string, string];
  days: [string, string];
  subjects: string;
  subject: string;
  columns: [string, string, string];
  marks: [string, string, string];
  comment: string;
  note: string;
  notice: string;
  talk: [string, string];
  page: string;
  greeting: string;
  letter: string[];
  code: string;
  steps: string[];
  help: string;
}

export const sampleWords: Readonly<Record<string, SampleWords>> = {
  en: {
    school: "Kingsgate School", title: "Zara's report, autumn term 2026", heading: "Zara's report", subheading: "Autumn term 2026 · Year 4",
    well: ["What is going well", "Zara reads with expression and asks good questions. She helps others to join in."],
    next: ["What comes next", "Zara is learning her 7 and 8 times tables (6 x 8 = 48). She needs to answer faster, without counting on her fingers."],
    home: ["One thing to do this week", "Ask Zara to read one page aloud to you, in any language. Five minutes is enough."],
    days: ["Days in school", "58 days in school, 2 days away."], subjects: "Subjects", subject: "Mathematics", columns: ["Where she is", "Effort", "Progress"], marks: ["Secure", "Very good", "As expected"],
    comment: "Zara writes clear sentences and checks her spelling. She explains how she found an answer, and she is proud of her work.",
    note: "The teacher's own words, in English. They are not translated yet.", notice: "This report was corrected on 3 December 2026.",
    talk: ["Would you like to talk to the teacher?", "Ring 020 7946 0123 or write to office@kingsgate.example. We can ask an interpreter to help."],
    page: "Page {page} of {pages}", greeting: "Dear Amina Example",
    letter: ["Kingsgate School has a website for families. There you can read your child's report, in your own language.", "This letter has a code. It is only for you. Please do not give it to anyone else."],
    code: "Your code", steps: ["Point your phone's camera at the square picture.", "Type your code.", "Choose your language. That is all."], help: "If you need help, ring us. We can ask an interpreter to help.",
  },
  pl: {
    school: "Szkoła Kingsgate", title: "Raport Zary, semestr jesienny 2026", heading: "Raport Zary", subheading: "Semestr jesienny 2026 · klasa 4",
    well: ["Co idzie dobrze", "Zara czyta z wyrazem i zadaje mądre pytania. Chętnie pomaga innym dzieciom włączyć się do zajęć."],
    next: ["Co będzie dalej", "Zara uczy się tabliczki mnożenia przez 7 i 8. Powinna odpowiadać szybciej, bez liczenia na palcach."],
    home: ["Jedna rzecz na ten tydzień", "Poproś Zarę, żeby przeczytała na głos jedną stronę, w dowolnym języku. Pięć minut wystarczy."],
    days: ["Dni w szkole", "58 dni w szkole, 2 dni nieobecności."], subjects: "Przedmioty", subject: "Matematyka", columns: ["Poziom", "Wysiłek", "Postępy"], marks: ["Opanowane", "Bardzo dobry", "Zgodnie z planem"],
    comment: "Zara pisze jasnymi zdaniami i sprawdza pisownię. Potrafi wyjaśnić, jak znalazła odpowiedź, i jest dumna ze swojej pracy.",
    note: "Własne słowa nauczycielki, po angielsku. Nie są jeszcze przetłumaczone.", notice: "Ten raport poprawiono 3 grudnia 2026.",
    talk: ["Czy chcesz porozmawiać z nauczycielką?", "Zadzwoń: 020 7946 0123 albo napisz: office@kingsgate.example. Możemy poprosić o pomoc tłumacza."],
    page: "Strona {page} z {pages}", greeting: "Szanowny Panie",
    letter: ["Szkoła Kingsgate ma stronę dla rodzin. Można tam przeczytać raport dziecka we własnym języku.", "W tym liście jest kod. Jest tylko dla Pana. Proszę nikomu go nie podawać."],
    code: "Pana kod", steps: ["Skieruj aparat telefonu na kwadratowy obrazek.", "Wpisz kod.", "Wybierz język. To wszystko."], help: "Jeśli potrzebna jest pomoc, proszę zadzwonić. Możemy poprosić o pomoc tłumacza.",
  },
  ur: {
    school: "کنگزگیٹ اسکول", title: "زارا کی رپورٹ", heading: "زارا کی رپورٹ", subheading: "خزاں کی سہ ماہی 2026 · چوتھی جماعت",
    well: ["کیا اچھا چل رہا ہے", "زارا جذبے کے ساتھ پڑھتی ہے اور اچھے سوال پوچھتی ہے۔ وہ دوسروں کو ساتھ ملانے میں مدد کرتی ہے۔"],
    next: ["اب آگے کیا", "زارا 7 اور 8 کے پہاڑے سیکھ رہی ہے (6 x 8 = 48)۔ اسے انگلیوں پر گنے بغیر جلدی جواب دینا ہے۔"],
    home: ["اس ہفتے ایک کام", "زارا سے کہیں کہ آپ کو ایک صفحہ بلند آواز میں پڑھ کر سنائے، کسی بھی زبان میں۔ پانچ منٹ کافی ہیں۔"],
    days: ["اسکول میں حاضری", "58 دن حاضر، 2 دن غیر حاضر۔"], subjects: "مضامین", subject: "ریاضی", columns: ["معیار", "محنت", "ترقی"], marks: ["پختہ", "بہت اچھی", "توقع کے مطابق"],
    comment: "زارا صاف جملے لکھتی ہے اور اپنے ہجے جانچتی ہے۔ وہ بتا سکتی ہے کہ جواب کیسے ملا، اور اسے اپنے کام پر فخر ہے۔",
    note: "استانی کے اپنے الفاظ۔ ابھی انگریزی میں ہیں۔", notice: "یہ رپورٹ 3 دسمبر 2026 کو درست کی گئی۔",
    talk: ["کیا آپ استانی سے بات کرنا چاہتے ہیں؟", "فون کریں 020 7946 0123 یا لکھیں office@kingsgate.example۔ ہم ترجمان بلا سکتے ہیں۔"],
    page: "صفحہ {page} از {pages}", greeting: "محترمہ آمنہ صاحبہ",
    letter: ["کنگزگیٹ اسکول کی خاندانوں کے لیے ایک ویب سائٹ ہے۔ وہاں آپ اپنے بچے کی رپورٹ اپنی زبان میں پڑھ سکتے ہیں۔", "اس خط میں ایک کوڈ ہے۔ یہ صرف آپ کے لیے ہے۔ براہ کرم یہ کسی اور کو نہ دیں۔"],
    code: "آپ کا کوڈ", steps: ["اپنے فون کا کیمرا چوکور تصویر کے سامنے کریں۔", "اپنا کوڈ لکھیں۔", "اپنی زبان چنیں۔ بس اتنا ہی۔"], help: "مدد چاہیے تو ہمیں فون کریں۔ ہم ترجمان بلا سکتے ہیں۔",
  },
  ar: {
    school: "مدرسة كينغزغيت", title: "تقرير زارا", heading: "تقرير زارا", subheading: "فصل الخريف 2026 · الصف الرابع",
    well: ["ما الذي يسير جيدًا", "تقرأ زارا بتعبير جميل وتطرح أسئلة جيدة. وهي تساعد الآخرين على المشاركة."],
    next: ["الخطوة التالية", "تتعلم زارا جدول الضرب 7 و8 (6 x 8 = 48). عليها أن تجيب أسرع دون العد على أصابعها."],
    home: ["شيء واحد لهذا الأسبوع", "اطلبوا من زارا أن تقرأ لكم صفحة واحدة بصوت عالٍ بأي لغة. خمس دقائق تكفي."],
    days: ["أيام الحضور", "58 يومًا في المدرسة ويومان غياب."], subjects: "المواد", subject: "الرياضيات", columns: ["المستوى", "الجهد", "التقدم"], marks: ["متمكنة", "جيد جدًا", "كما هو متوقع"],
    comment: "تكتب زارا جملًا واضحة وتراجع الإملاء. تستطيع أن تشرح كيف وجدت الجواب، وهي فخورة بعملها.",
    note: "كلمات المعلمة كما كتبتها بالإنجليزية. لم تُترجم بعد.", notice: "صُحح هذا التقرير في 3 ديسمبر 2026.",
    talk: ["هل تودون التحدث مع المعلمة؟", "اتصلوا على 020 7946 0123 أو اكتبوا إلى office@kingsgate.example. يمكننا طلب مترجم."],
    page: "صفحة {page} من {pages}", greeting: "السيدة أمينة المحترمة",
    letter: ["لدى مدرسة كينغزغيت موقع للعائلات. يمكنكم أن تقرؤوا فيه تقرير طفلكم بلغتكم.", "في هذه الرسالة رمز. هو لكم وحدكم. من فضلكم لا تعطوه لأحد."],
    code: "رمزكم", steps: ["وجهوا كاميرا الهاتف نحو الصورة المربعة.", "اكتبوا الرمز.", "اختاروا لغتكم. هذا كل شيء."], help: "إذا احتجتم إلى مساعدة فاتصلوا بنا. يمكننا طلب مترجم.",
  },
  bn: {
    school: "কিংসগেট স্কুল", title: "জারার রিপোর্ট", heading: "জারার রিপোর্ট", subheading: "শরৎকাল 2026 · চতুর্থ শ্রেণি",
    well: ["কী ভালো চলছে", "জারা সুন্দর করে পড়ে এবং ভালো প্রশ্ন করে। সে অন্যদের অংশ নিতে সাহায্য করে।"],
    next: ["এরপর কী", "জারা 7 ও 8-এর নামতা শিখছে। আঙুলে না গুনে তাকে আরও তাড়াতাড়ি উত্তর দিতে হবে।"],
    home: ["এই সপ্তাহে একটি কাজ", "জারাকে বলুন যেকোনো ভাষায় এক পৃষ্ঠা জোরে পড়ে শোনাতে। পাঁচ মিনিটই যথেষ্ট।"],
    days: ["স্কুলে উপস্থিতি", "58 দিন উপস্থিত, 2 দিন অনুপস্থিত।"], subjects: "বিষয়", subject: "গণিত", columns: ["মান", "চেষ্টা", "উন্নতি"], marks: ["দৃঢ়", "খুব ভালো", "প্রত্যাশা মতো"],
    comment: "জারা পরিষ্কার বাক্য লেখে এবং বানান দেখে নেয়। সে কীভাবে উত্তর পেল তা বলতে পারে, এবং নিজের কাজ নিয়ে গর্বিত।",
    note: "শিক্ষকের নিজের কথা, ইংরেজিতে। এখনো অনুবাদ হয়নি।", notice: "এই রিপোর্ট 3 ডিসেম্বর 2026 তারিখে সংশোধন করা হয়েছে।",
    talk: ["আপনি কি শিক্ষকের সঙ্গে কথা বলতে চান?", "ফোন করুন 020 7946 0123 অথবা লিখুন office@kingsgate.example। আমরা দোভাষী ডাকতে পারি।"],
    page: "পৃষ্ঠা {page} / {pages}", greeting: "প্রিয় আমিনা",
    letter: ["পরিবারের জন্য কিংসগেট স্কুলের একটি ওয়েবসাইট আছে। সেখানে আপনি নিজের ভাষায় সন্তানের রিপোর্ট পড়তে পারবেন।", "এই চিঠিতে একটি কোড আছে। এটি শুধু আপনার জন্য। অন্য কাউকে দেবেন না।"],
    code: "আপনার কোড", steps: ["ফোনের ক্যামেরা চৌকো ছবির দিকে ধরুন।", "আপনার কোড লিখুন।", "আপনার ভাষা বেছে নিন। এইটুকুই।"], help: "সাহায্য দরকার হলে ফোন করুন। আমরা দোভাষী ডাকতে পারি।",
  },
  pa: {
    school: "ਕਿੰਗਜ਼ਗੇਟ ਸਕੂਲ", title: "ਜ਼ਾਰਾ ਦੀ ਰਿਪੋਰਟ", heading: "ਜ਼ਾਰਾ ਦੀ ਰਿਪੋਰਟ", subheading: "ਪਤਝੜ 2026 · ਚੌਥੀ ਜਮਾਤ",
    well: ["ਕੀ ਚੰਗਾ ਚੱਲ ਰਿਹਾ ਹੈ", "ਜ਼ਾਰਾ ਚੰਗੀ ਤਰ੍ਹਾਂ ਪੜ੍ਹਦੀ ਹੈ ਅਤੇ ਚੰਗੇ ਸਵਾਲ ਪੁੱਛਦੀ ਹੈ। ਉਹ ਦੂਜਿਆਂ ਦੀ ਮਦਦ ਕਰਦੀ ਹੈ।"],
    next: ["ਅੱਗੇ ਕੀ", "ਜ਼ਾਰਾ 7 ਅਤੇ 8 ਦੇ ਪਹਾੜੇ ਸਿੱਖ ਰਹੀ ਹੈ। ਉਸਨੂੰ ਉਂਗਲਾਂ 'ਤੇ ਗਿਣੇ ਬਿਨਾਂ ਛੇਤੀ ਜਵਾਬ ਦੇਣਾ ਹੈ।"],
    home: ["ਇਸ ਹਫ਼ਤੇ ਇੱਕ ਕੰਮ", "ਜ਼ਾਰਾ ਨੂੰ ਕਹੋ ਕਿ ਕਿਸੇ ਵੀ ਭਾਸ਼ਾ ਵਿੱਚ ਇੱਕ ਪੰਨਾ ਉੱਚੀ ਪੜ੍ਹ ਕੇ ਸੁਣਾਵੇ। ਪੰਜ ਮਿੰਟ ਕਾਫ਼ੀ ਹਨ।"],
    days: ["ਸਕੂਲ ਵਿੱਚ ਹਾਜ਼ਰੀ", "58 ਦਿਨ ਹਾਜ਼ਰ, 2 ਦਿਨ ਗ਼ੈਰਹਾਜ਼ਰ।"], subjects: "ਵਿਸ਼ੇ", subject: "ਗਣਿਤ", columns: ["ਪੱਧਰ", "ਮਿਹਨਤ", "ਤਰੱਕੀ"], marks: ["ਪੱਕਾ", "ਬਹੁਤ ਵਧੀਆ", "ਉਮੀਦ ਅਨੁਸਾਰ"],
    comment: "ਜ਼ਾਰਾ ਸਾਫ਼ ਵਾਕ ਲਿਖਦੀ ਹੈ ਅਤੇ ਸ਼ਬਦ-ਜੋੜ ਵੇਖਦੀ ਹੈ। ਉਹ ਦੱਸ ਸਕਦੀ ਹੈ ਕਿ ਜਵਾਬ ਕਿਵੇਂ ਮਿਲਿਆ, ਅਤੇ ਉਸਨੂੰ ਆਪਣੇ ਕੰਮ 'ਤੇ ਮਾਣ ਹੈ।",
    note: "ਅਧਿਆਪਕ ਦੇ ਆਪਣੇ ਸ਼ਬਦ, ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ। ਅਜੇ ਅਨੁਵਾਦ ਨਹੀਂ ਹੋਇਆ।", notice: "ਇਹ ਰਿਪੋਰਟ 3 ਦਸੰਬਰ 2026 ਨੂੰ ਠੀਕ ਕੀਤੀ ਗਈ।",
    talk: ["ਕੀ ਤੁਸੀਂ ਅਧਿਆਪਕ ਨਾਲ ਗੱਲ ਕਰਨੀ ਚਾਹੁੰਦੇ ਹੋ?", "ਫ਼ੋਨ ਕਰੋ 020 7946 0123 ਜਾਂ ਲਿਖੋ office@kingsgate.example। ਅਸੀਂ ਦੁਭਾਸ਼ੀਆ ਬੁਲਾ ਸਕਦੇ ਹਾਂ।"],
    page: "ਪੰਨਾ {page} / {pages}", greeting: "ਪਿਆਰੇ ਗੁਰਪ੍ਰੀਤ ਜੀ",
    letter: ["ਕਿੰਗਜ਼ਗੇਟ ਸਕੂਲ ਦੀ ਪਰਿਵਾਰਾਂ ਲਈ ਇੱਕ ਵੈੱਬਸਾਈਟ ਹੈ। ਉੱਥੇ ਤੁਸੀਂ ਆਪਣੇ ਬੱਚੇ ਦੀ ਰਿਪੋਰਟ ਆਪਣੀ ਭਾਸ਼ਾ ਵਿੱਚ ਪੜ੍ਹ ਸਕਦੇ ਹੋ।", "ਇਸ ਚਿੱਠੀ ਵਿੱਚ ਇੱਕ ਕੋਡ ਹੈ। ਇਹ ਸਿਰਫ਼ ਤੁਹਾਡੇ ਲਈ ਹੈ। ਕਿਸੇ ਹੋਰ ਨੂੰ ਨਾ ਦਿਓ।"],
    code: "ਤੁਹਾਡਾ ਕੋਡ", steps: ["ਫ਼ੋਨ ਦਾ ਕੈਮਰਾ ਚੌਰਸ ਤਸਵੀਰ ਵੱਲ ਕਰੋ।", "ਆਪਣਾ ਕੋਡ ਲਿਖੋ।", "ਆਪਣੀ ਭਾਸ਼ਾ ਚੁਣੋ। ਬੱਸ ਇੰਨਾ ਹੀ।"], help: "ਮਦਦ ਚਾਹੀਦੀ ਹੈ ਤਾਂ ਫ਼ੋਨ ਕਰੋ। ਅਸੀਂ ਦੁਭਾਸ਼ੀਆ ਬੁਲਾ ਸਕਦੇ ਹਾਂ।",
  },
};

/** One sentence with the letters a language adds, for every other language that print covers. */
export const sampleSentences: Readonly<Record<string, string>> = {
  so: "Zara si fiican ayay wax u akhridaa, waxayna weydiisaa su'aalo wanaagsan.",
  ro: "Zara citește cu expresie și pune întrebări bune. Învață tabla înmulțirii și își ajută colegii.",
  fa: "زارا با احساس می‌خواند و پرسش‌های خوبی می‌پرسد. چگونه گفت‌وگو کنیم؟",
  "fa-AF": "زارا با احساس می‌خواند و سوال‌های خوب می‌پرسد.",
  ps: "زارا ښه لولي او ښې پوښتنې کوي. هغه ډېر څه زده کوي، ځکه چې خوښېږي یې.",
  ckb: "زارا بە جوانی دەخوێنێتەوە و پرسیاری باش دەکات. ڕۆژی دووشەممە، گوڵ و ئەڤین.",
  uk: "Зара читає виразно і ставить гарні запитання. Її пам'ять міцна, ґанок світлий, їжак.",
  ru: "Зара читает выразительно и задаёт хорошие вопросы. Объём, съезд, ёжик.",
  bg: "Зара чете изразително и задава хубави въпроси.",
  tr: "Zara anlamlı okuyor ve güzel sorular soruyor. Öğretmeni İpek Hanım çok mutlu, ışık gibi.",
  lt: "Zara skaito išraiškingai ir užduoda gerų klausimų. Ąžuolas, ėjimas, įdomu, žąsys, ūkis.",
  cy: "Mae Zara yn darllen yn dda. Tŷ, dŵr, ẁ, ẃ, ffŵl, â, ê, î, ô, û, ŷ.",
  sq: "Zara lexon bukur dhe bën pyetje të mira. Çdo ditë mëson diçka të re.",
  ku: "Zara xweş dixwîne û pirsên baş dipirse. Çi, şîr, gûz, êvar.",
  hu: "Zara kifejezően olvas, és jó kérdéseket tesz fel. Őrült, fűző, írógép.",
  "pt-PT": "A Zara lê com expressão e faz boas perguntas. Lição, coração, avô.",
  "pt-BR": "A Zara lê muito bem e faz boas perguntas. Ela ajuda os colegas, você pode se orgulhar.",
  fr: "Zara lit avec expression et pose de bonnes questions. Elle aide les autres élèves : bravo ! Cœur, garçon, où, maïs.",
  gu: "ઝારા સરસ વાંચે છે અને સારા પ્રશ્નો પૂછે છે. તે વર્ગમાં બીજાં બાળકોને મદદ કરે છે, અને શ્રમથી શીખે છે.",
  ta: "சாரா நன்றாகப் படிக்கிறாள், நல்ல கேள்விகள் கேட்கிறாள். அவள் வகுப்பில் மற்ற குழந்தைகளுக்கு உதவுகிறாள்.",
  "zh-Hans": "扎拉朗读得很好，也会提出好问题。她在课堂上帮助其他同学，老师为她感到骄傲。",
  "zh-Hant": "扎拉朗讀得很好，也會提出好問題。她在課堂上幫助其他同學，老師為她感到驕傲。",
  ti: "ዛራ ጽቡቕ ገይራ ተንብብ፣ ጽቡቕ ሕቶታት ድማ ትሓትት። ኣብ ክፍሊ ንኻልኦት ቈልዑ ትሕግዝ።",
  am: "ዛራ በጥሩ ሁኔታ ታነባለች፣ ጥሩ ጥያቄዎችም ትጠይቃለች። ሌሎች ልጆችን ትረዳለች።",
  es: "Zara lee con expresión y hace buenas preguntas. ¿Mañana? ¡Qué bien!",
  vi: "Zara đọc diễn cảm và đặt câu hỏi hay. Trường học, thầy cô, ước mơ.",
  hi: "ज़ारा भाव के साथ पढ़ती है और अच्छे प्रश्न पूछती है।",
  ne: "जारा राम्ररी पढ्छिन् र राम्रा प्रश्न सोध्छिन्।",
};

let qr: string | undefined;

/** A real QR code of a made-up address, as an SVG string. */
export async function sampleQr(): Promise<string> {
  qr ??= await QRCode.toString("https://kingsgate.example/ur/family/reports/7f3c", { type: "svg", margin: 1 });
  return qr;
}

function wordsOf(lang: string): SampleWords {
  const words = sampleWords[lang];
  if (words) return words;
  const sentence = sampleSentences[lang];
  if (!sentence) throw new Error(`no sample of ${lang}`);
  const english = sampleWords.en as SampleWords;
  return { ...english, heading: sentence, well: [sentence, sentence], comment: sentence, greeting: sentence, letter: [sentence, sentence] };
}

export interface SampleOptions {
  subjects?: number;
  /** How often the comment of a subject is repeated. */
  length?: number;
  seed?: string;
  change?: Partial<ReportPrint>;
}

/** A report in one language; with 11 subjects and length 2 it has three pages. */
export async function sampleReport(lang: string, { subjects = 3, length = 1, seed = "", change = {} }: SampleOptions = {}): Promise<ReportPrint> {
  const words = wordsOf(lang);
  const dir = typefaceFor(lang)?.dir ?? "ltr";
  const comment = Array.from({ length }, () => words.comment).join(" ");
  const ownWords: PrintParagraph = lang === "en" ? { text: "She is a joy to teach. 😀" } : { text: "She is a joy to teach: well done, Zara! (Ring 020 7946 0123.)", lang: "en", dir: "ltr", note: words.note };
  return {
    lang, dir, title: words.title, heading: words.heading, subheading: words.subheading,
    school: { name: words.school, phone: "020 7946 0123", address: "Kingsgate Road 1\nLondon" },
    sections: (["well", "next", "home"] as const).map((kind) => ({ kind, title: words[kind][0], paragraphs: [{ text: words[kind][1] + seed }] })),
    attendance: { title: words.days[0], sentence: words.days[1], present: 58, absent: 2, alt: words.days[1] },
    subjectsTitle: words.subjects,
    subjects: Array.from({ length: subjects }, (_, index) => ({
      name: `${words.subject} ${index + 1}`,
      columns: words.columns.map((label, column) => ({ label, value: words.marks[column] ?? "" })),
      paragraphs: [{ text: comment + seed }, ...(index === 0 ? [ownWords] : [])],
    })),
    notices: [words.notice], talk: { title: words.talk[0], text: words.talk[1] }, footer: { text: words.school, pageLabel: words.page },
    onlineUrl: "https://kingsgate.example/family/reports/7f3c", qrSvg: await sampleQr(), qrAlt: words.code, ...change,
  };
}

/** A sign-in letter in one language. */
export async function sampleLetter(lang: string, change: Partial<LetterPrint> = {}): Promise<LetterPrint> {
  const words = wordsOf(lang);
  return {
    lang, dir: typefaceFor(lang)?.dir ?? "ltr", school: words.school, address: ["Amina Example", "Flat 3", "12 Kingsgate Road", "LONDON", "N1 0AA"], date: words.subheading,
    greeting: words.greeting, paragraphs: words.letter, codeLabel: words.code, code: "K7P4 - M2XQ", steps: words.steps,
    qrSvg: await sampleQr(), qrAlt: words.code, help: { text: words.help, phone: "020 7946 0123" },
    english: { title: "For the school office and helpers", paragraphs: ["This letter gives a parent or carer a code to sign in for the first time. The code works once."] }, ...change,
  };
}

const DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>';

/** What a page of easy read and a newsletter have in common. */
async function samplePage(lang: string) {
  const words = wordsOf(lang);
  return {
    lang, dir: typefaceFor(lang)?.dir ?? ("ltr" as const), title: words.title, school: { name: words.school, phone: "020 7946 0123" }, subheading: words.subheading, notices: [words.notice],
    svgs: { dot: DOT }, footer: { text: words.school, pageLabel: words.page }, more: words.talk[1], onlineUrl: "https://kingsgate.example/family/news/7f3c", qrSvg: await sampleQr(), qrAlt: words.code,
  };
}

/** A page in easy read in one language. */
export async function sampleEasy(lang: string): Promise<EasyPrint> {
  const words = wordsOf(lang);
  const line = (text: string) => ({ picture: "dot", sentences: { texts: [text] }, marks: [{ picture: "dot", text: words.marks[0] ?? "" }], note: words.note });
  return {
    ...(await samplePage(lang)), heading: words.heading, date: { label: words.days[0], weekday: words.subject, day: "4", month: words.subjects },
    blocks: [{ kind: "do", title: words.home[0], lines: [line(words.home[1])] }, { kind: "plain", title: words.well[0], lines: [line(words.well[1]), line(words.next[1])] }],
  };
}

/** A newsletter in one language. */
export async function sampleNewsletter(lang: string): Promise<NewsletterPrint> {
  const words = wordsOf(lang);
  return {
    ...(await samplePage(lang)), heading: { text: words.heading },
    blocks: [
      { kind: "heading", said: { text: words.well[0] } }, { kind: "text", said: { text: words.well[1] } }, { kind: "picture", said: { text: words.code }, picture: "dot" },
      { kind: "tip", said: { text: words.home[1] }, picture: "dot", label: words.home[0], when: words.subheading },
    ],
  };
}

/** A certificate in English and, below it, in another language. */
export function sampleCertificate(lang: string): CertificatePrint {
  const halves = [...new Set(["en", lang])].map((tag) => {
    const words = wordsOf(tag);
    return {
      lang: tag, dir: typefaceFor(tag)?.dir ?? ("ltr" as const), heading: words.title, given: words.greeting, name: "Zara", category: words.subject, sentence: words.comment, date: words.subheading, by: words.school,
    };
  });
  return { lang: "en", dir: "ltr", title: "Certificate", school: { name: "Kingsgate School" }, halves, picture: "dot", svgs: { dot: DOT, medal: DOT } };
}
