import { findLanguage, isWrittenWithoutPages, type Language } from "./languages";

/**
 * What a reader is told whose language has no catalogue yet: that these pages are in English, and that the school can be rung. Written by
 * hand, once a language, because nothing else of the page can say it. {phone} is the school's number; {language}, in English only, the
 * English name of the reader's language.
 */
const sentences: Readonly<Record<string, string>> = {
  en: "These pages are not in {language} yet. They are in English. You can ring the school and we will help you: {phone}",
  pl: "Tych stron nie ma jeszcze w Państwa języku. Są po angielsku. Można zadzwonić do szkoły, pomożemy: {phone}",
  ro: "Aceste pagini nu sunt încă în limba dumneavoastră. Sunt în engleză. Puteți suna la școală și vă ajutăm: {phone}",
  ur: "یہ صفحے ابھی آپ کی زبان میں نہیں ہیں۔ یہ انگریزی میں ہیں۔ آپ اسکول کو فون کر سکتے ہیں، ہم آپ کی مدد کریں گے: {phone}",
  ar: "هذه الصفحات ليست بلغتكم بعد. هي باللغة الإنجليزية. يمكنكم الاتصال بالمدرسة وسنساعدكم: {phone}",
  bn: "এই পাতাগুলো এখনো আপনার ভাষায় নেই। এগুলো ইংরেজিতে আছে। আপনি স্কুলে ফোন করতে পারেন, আমরা সাহায্য করব: {phone}",
  pa: "ਇਹ ਸਫ਼ੇ ਅਜੇ ਤੁਹਾਡੀ ਬੋਲੀ ਵਿੱਚ ਨਹੀਂ ਹਨ। ਇਹ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਹਨ। ਤੁਸੀਂ ਸਕੂਲ ਨੂੰ ਫ਼ੋਨ ਕਰ ਸਕਦੇ ਹੋ, ਅਸੀਂ ਮਦਦ ਕਰਾਂਗੇ: {phone}",
  so: "Bogaggan weli kuma qorna luqaddaada. Waxay ku qoran yihiin Ingiriisi. Dugsiga waad soo wici kartaa, waanu ku caawin doonnaa: {phone}",
  "pt-PT": "Estas páginas ainda não estão em português. Estão em inglês. Pode telefonar para a escola e nós ajudamos: {phone}",
  "pt-BR": "Estas páginas ainda não estão em português. Elas estão em inglês. Você pode ligar para a escola e nós ajudamos: {phone}",
  lt: "Šių puslapių dar nėra lietuvių kalba. Jie yra anglų kalba. Galite paskambinti į mokyklą, mes padėsime: {phone}",
  tr: "Bu sayfalar henüz Türkçe değil. Sayfalar İngilizce. Okulu arayabilirsiniz, size yardım ederiz: {phone}",
  ta: "இந்தப் பக்கங்கள் இன்னும் தமிழில் இல்லை. இவை ஆங்கிலத்தில் உள்ளன. நீங்கள் பள்ளிக்குத் தொலைபேசியில் பேசலாம், நாங்கள் உதவுவோம்: {phone}",
  gu: "આ પાનાં હજી ગુજરાતીમાં નથી. તે અંગ્રેજીમાં છે. તમે શાળાને ફોન કરી શકો છો, અમે તમને મદદ કરીશું: {phone}",
  "zh-Hans": "这些网页还没有中文版，目前只有英文。您可以给学校打电话，我们会帮助您：{phone}",
  "zh-Hant": "這些網頁還沒有中文版，目前只有英文。您可以打電話給學校，我們會幫助您：{phone}",
  fa: "این صفحه‌ها هنوز به فارسی نیست. به انگلیسی است. می‌توانید به مدرسه تلفن کنید و ما به شما کمک می‌کنیم: {phone}",
  "fa-AF": "این صفحه‌ها هنوز به دری نیست. به انگلیسی است. می‌توانید به مکتب زنگ بزنید و ما به شما کمک می‌کنیم: {phone}",
  ps: "دا پاڼې لا په پښتو نه دي. په انګلیسي دي. تاسو ښوونځي ته زنګ وهلی شئ، موږ به مرسته درسره وکړو: {phone}",
  ckb: "ئەم پەڕانە هێشتا بە کوردی نین. بە ئینگلیزین. دەتوانن تەلەفۆن بۆ قوتابخانە بکەن و ئێمە یارمەتیتان دەدەین: {phone}",
  ku: "Ev rûpel hîn ne bi kurdî ne. Ew bi îngilîzî ne. Hûn dikarin telefonî dibistanê bikin, em ê alîkariya we bikin: {phone}",
  uk: "Цих сторінок ще немає українською мовою. Вони англійською. Ви можете зателефонувати до школи, і ми допоможемо: {phone}",
  sq: "Këto faqe nuk janë ende në shqip. Ato janë në anglisht. Mund të telefononi në shkollë dhe ne do t’ju ndihmojmë: {phone}",
  ti: "እዞም ገጻት ክሳብ ሕጂ ብትግርኛ የለዉን። ብእንግሊዝኛ እዮም። ናብ ቤት ትምህርቲ ክትድውሉ ትኽእሉ ኢኹም፣ ክንሕግዘኩም ኢና፦ {phone}",
  cy: "Nid yw’r tudalennau hyn yn Gymraeg eto. Maen nhw yn Saesneg. Gallwch ffonio’r ysgol ac fe wnawn ni eich helpu: {phone}",
  fr: "Ces pages ne sont pas encore en français. Elles sont en anglais. Vous pouvez téléphoner à l’école, nous vous aiderons : {phone}",
  "pa-Arab": "ایہہ صفحے اجے تہاڈی بولی وچ نہیں۔ ایہہ انگریزی وچ نیں۔ تسیں سکول نوں فون کر سکدے او، اسیں مدد کراں گے: {phone}",
  es: "Estas páginas todavía no están en español. Están en inglés. Puede llamar a la escuela y le ayudaremos: {phone}",
  it: "Queste pagine non sono ancora in italiano. Sono in inglese. Può telefonare alla scuola e la aiuteremo: {phone}",
  bg: "Тези страници още не са на български. Те са на английски. Можете да се обадите в училището и ние ще помогнем: {phone}",
  ru: "Этих страниц пока нет на русском языке. Они на английском. Вы можете позвонить в школу, и мы поможем: {phone}",
  hu: "Ezek az oldalak még nincsenek meg magyarul. Angolul vannak. Felhívhatja az iskolát, és segítünk: {phone}",
  hi: "ये पन्ने अभी हिन्दी में नहीं हैं। ये अंग्रेज़ी में हैं। आप स्कूल को फ़ोन कर सकते हैं, हम आपकी मदद करेंगे: {phone}",
  ne: "यी पानाहरू अझै नेपालीमा छैनन्। यी अङ्ग्रेजीमा छन्। तपाईं विद्यालयमा फोन गर्न सक्नुहुन्छ, हामी मद्दत गर्छौं: {phone}",
  am: "እነዚህ ገጾች እስካሁን በአማርኛ የሉም። በእንግሊዝኛ ናቸው። ወደ ትምህርት ቤቱ መደወል ይችላሉ፣ እንረዳዎታለን፦ {phone}",
};

/** A text around the school's number, so that pages can make the number a link. */
export interface NotYetText {
  language: Language;
  before: string;
  after: string;
}

function around(language: Language, sentence: string): NotYetText {
  const [before = "", after = ""] = sentence.split("{phone}");
  return { language, before, after };
}

/**
 * What is said to a reader (BCP 47 tag of what they read) in English and then in their own language, when their language has no catalogue.
 * Empty when it has one, when nobody here knows the language, or when it is never written.
 */
export function notYetTexts(tag: string | null): NotYetText[] {
  const own = tag && isWrittenWithoutPages(tag) ? findLanguage(tag) : undefined;
  const english = findLanguage("en");
  if (!own || !english) return [];
  const first = around(english, (sentences.en ?? "").replace("{language}", own.englishName));
  const sentence = sentences[own.tag];
  return sentence ? [first, around(own, sentence)] : [first];
}

/** The sentence of a language with its marks in place; undefined when there is none. */
export function notYetSentence(tag: string): string | undefined {
  return sentences[tag];
}
