import type { SaidWords } from "./event-words";

/** What stands in the demo's calendar besides terms and breaks, in every language of the pages. */
export const winterFair: SaidWords = {
  sentences: ["Winter fair after school"],
  translations: {
    pl: ["Zimowy kiermasz po lekcjach"], ro: ["Târg de iarnă după ore"], ur: ["سکول کے بعد سردیوں کا میلہ"], ar: ["سوق الشتاء بعد الدوام"],
    bn: ["স্কুলের পরে শীতের মেলা"], pa: ["ਸਕੂਲ ਤੋਂ ਬਾਅਦ ਸਰਦੀਆਂ ਦਾ ਮੇਲਾ"], so: ["Carwada jiilaalka dugsiga kadib"],
  },
};

export const bookDay: SaidWords = {
  sentences: ["Come dressed as somebody from a book"],
  translations: {
    pl: ["Przyjdź w stroju postaci z książki"], ro: ["Vino îmbrăcat ca un personaj din carte"], ur: ["کسی کتاب کے کردار کا لباس پہن کر آئیں"], ar: ["تعالوا بملابس شخصية من كتاب"],
    bn: ["বইয়ের কোনো চরিত্র সেজে আসুন"], pa: ["ਕਿਤਾਬ ਦੇ ਕਿਸੇ ਪਾਤਰ ਦੇ ਕੱਪੜੇ ਪਾ ਕੇ ਆਓ"], so: ["Kaalay adigoo u labisan qof buug ku jira"],
  },
};
