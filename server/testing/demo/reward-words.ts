/** What staff of the demo wrote in their own words about something good, sentence by sentence, in every language of the pages. */
export const friendWords = {
  sentences: ["A new girl did not know where to sit at lunch.", "Zara asked her to sit with her."],
  translations: {
    ur: ["ایک نئی لڑکی کو معلوم نہیں تھا کہ کھانے کے وقت کہاں بیٹھے۔", "زارا نے اسے اپنے ساتھ بیٹھنے کو کہا۔"],
    pl: ["Nowa dziewczynka nie wiedziała, gdzie usiąść na obiedzie.", "Zara zaprosiła ją do siebie."],
    ro: ["O fată nouă nu știa unde să stea la prânz.", "Zara a chemat-o lângă ea."],
    ar: ["لم تعرف طفلة جديدة أين تجلس وقت الغداء.", "دعتها زارا إلى الجلوس معها."],
    bn: ["একটি নতুন মেয়ে জানত না দুপুরের খাবারে কোথায় বসবে।", "জারা তাকে নিজের পাশে বসতে ডেকেছে।"],
    pa: ["ਇੱਕ ਨਵੀਂ ਕੁੜੀ ਨੂੰ ਪਤਾ ਨਹੀਂ ਸੀ ਕਿ ਖਾਣੇ ਵੇਲੇ ਕਿੱਥੇ ਬੈਠੇ।", "ਜ਼ਾਰਾ ਨੇ ਉਸ ਨੂੰ ਆਪਣੇ ਨਾਲ ਬੈਠਣ ਲਈ ਕਿਹਾ।"],
    so: ["Gabadh cusub ma garanayn meesha ay qadada fadhiisato.", "Zara ayaa u yeedhay inay la fadhiisato."],
  },
} as const;

/** Waits for somebody who reads it before it goes out. */
export const waitingWords = { sentences: ["Ayaan read a story to the youngest children.", "They asked him to come again."] } as const;
