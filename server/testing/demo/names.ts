/** Where a demo family's names and languages come from. Names are invented combinations of common ones; no real person is meant. */
export interface Background {
  /** BCP 47 tag of the language spoken at home, from the language table. */
  speaks: string;
  /** The languages that adults of the family read, likeliest first; the first is as likely as all others together. */
  reads: readonly string[];
  /** Families of a hundred. */
  weight: number;
  girls: readonly string[];
  boys: readonly string[];
  women: readonly string[];
  men: readonly string[];
  families: readonly string[];
}

const words = (list: string): string[] => list.split(" ");

function background(speaks: string, reads: string, weight: number, names: { girls: string; boys: string; women: string; men: string; families: string }): Background {
  return {
    speaks, weight, reads: words(reads), girls: words(names.girls), boys: words(names.boys),
    women: words(names.women), men: words(names.men), families: words(names.families),
  };
}

export const backgrounds: readonly Background[] = [
  background("en", "en", 24, {
    girls: "Poppy Maisie Erin Lottie Faith Kezia Martha Imogen Tilly Beth", boys: "Alfie Reuben Callum Jonah Toby Kofi Ellis Freddie Micah Rhys",
    women: "Gemma Donna Kirsty Abena Leanne Rachel Hayley Naomi Tanya Joanne", men: "Craig Wayne Kwame Darren Stuart Leon Gareth Neil Curtis Adrian",
    families: "Hargreave Tolley Mensah Birtwell Cresswell Oduya Penhale Stanton Wickham Marlowe Asante Fenn Dunmore Garside Holroyd Ives",
  }),
  background("ur", "ur en", 9, {
    girls: "Hafsa Aiza Noor Maryam Iqra Sana", boys: "Hamza Zayd Danyal Rayan Saad Haris",
    women: "Shazia Rubina Nasreen Uzma Farzana", men: "Tariq Naveed Khalid Waseem Asif", families: "Qureshi Siddiq Baig Chaudhry Rasheed Mirza Akram",
  }),
  background("phr", "ur en", 5, {
    girls: "Alisha Mehwish Zainab Inaya", boys: "Adeel Faizan Ibrahim Subhan", women: "Parveen Zahida Kausar Robina",
    men: "Sajid Mahmood Shabir Zaheer", families: "Mahroof Hanif Dad Karim Sarwar",
  }),
  background("pa-Arab", "ur en", 2, {
    girls: "Laiba Minahil", boys: "Umair Hashim", women: "Samina Tahira", men: "Nadeem Ghulam", families: "Butt Cheema Warraich",
  }),
  background("pa", "pa en", 7, {
    girls: "Jasleen Simran Harleen Avneet", boys: "Arjan Gurveer Sahib Jovan", women: "Kulwinder Manpreet Balbir Rajwant",
    men: "Surinder Harjit Amrik Baldev", families: "Dhillon Sandhu Gill Bains Sohal",
  }),
  background("pl", "pl en", 8, {
    girls: "Zosia Hania Maja Lena Nadia", boys: "Kuba Szymon Filip Antek Oskar", women: "Agnieszka Beata Monika Renata Justyna",
    men: "Marek Piotr Grzegorz Tomasz Wojciech", families: "Zielony Kowalik Maj Sikora Baran Wrona Lesniak",
  }),
  background("ro", "ro en", 6, {
    girls: "Ioana Sorina Daria Bianca", boys: "Matei Luca Rares Tudor", women: "Mihaela Corina Alina Gabriela",
    men: "Florin Costel Vasile Dorin", families: "Zamfirescu Ciobanu Rusu Olaru Pop",
  }),
  background("bn", "bn en", 4, {
    girls: "Nusrat Tahmina Anika", boys: "Tanvir Rafi Sakib", women: "Shirin Rokeya Salma", men: "Mizan Faruk Habib", families: "Begum Miah Sarkar Talukdar",
  }),
  background("syl", "bn en", 4, {
    girls: "Mahdia Rumana Sadia", boys: "Nahid Shuhel Tamim", women: "Hasna Sufia Rahela", men: "Abdul Kamrul Suhel", families: "Uddin Chowdhury Ullah",
  }),
  background("ar", "ar en", 6, {
    girls: "Lamar Rima Judi Salam", boys: "Yaman Anas Karam Taym", women: "Hanan Rula Suad Ibtisam", men: "Bassam Ghassan Nizar Fadi", families: "Haddad Najjar Khatib Sabbagh Darwish",
  }),
  background("so", "so en", 6, {
    girls: "Hibaq Sumaya Ifrah Najma", boys: "Abdi Liban Guled Zakariya", women: "Fadumo Khadija Sahra Deqa", men: "Yusuf Warsan Mahad Bile", families: "Jama Abukar Hersi Elmi Guled",
  }),
  background("gu", "gu en", 3, {
    girls: "Diya Krisha", boys: "Dhruv Meet", women: "Hansa Jyoti Bhavna", men: "Kirit Mahesh Dinesh", families: "Solanki Parmar Mistry Gohil",
  }),
  background("pt-PT", "pt-PT en", 3, {
    girls: "Beatriz Leonor", boys: "Duarte Afonso", women: "Fernanda Graça Teresa", men: "Joaquim Nuno Paulo", families: "Pires Carvalhal Matos Rocha",
  }),
  background("ta", "ta en", 2, {
    girls: "Abinaya Thara", boys: "Kavin Nilan", women: "Vasanthi Malar", men: "Selvan Kumaran", families: "Sivakumar Rajan Nathan",
  }),
  background("es", "es en", 2, {
    girls: "Lucia Alba", boys: "Mateo Iker", women: "Pilar Marisol", men: "Rodrigo Emilio", families: "Quispe Torrado Herrero",
  }),
  background("tr", "tr en", 2, {
    girls: "Elif Defne", boys: "Emir Kerem", women: "Sevgi Nurcan", men: "Hakan Serkan", families: "Demirkol Kaplan Aksoy",
  }),
  background("lt", "lt en", 2, {
    girls: "Ugne Gabija", boys: "Lukas Domas", women: "Rasa Vilma", men: "Darius Arvydas", families: "Petraitis Jonaitis",
  }),
  background("fa-AF", "fa-AF", 2, {
    girls: "Parwana Setara", boys: "Elyas Farhad", women: "Shukria Latifa", men: "Nasir Qasim", families: "Nazari Rahimi Sultani",
  }),
  background("ti", "ti ar", 2, {
    girls: "Feven Winta", boys: "Natnael Yonas", women: "Almaz Senait", men: "Tesfay Berhane", families: "Gebremedhin Haile Tekle",
  }),
  background("uk", "uk ru", 3, {
    girls: "Solomiya Zlata", boys: "Danylo Maksym", women: "Oksana Halyna", men: "Andriy Taras", families: "Kovalchuk Melnyk Tkach",
  }),
  background("rom", "ro", 2, {
    girls: "Esmeralda Narcisa", boys: "Armando Denis", women: "Viorica Floarea", men: "Gheorghe Marin", families: "Ciurar Lacatus",
  }),
];

/** Streets of the town, which is as invented as its postcodes. */
export const streets: readonly string[] = [
  "Mill Row", "Tanner Street", "Station Road", "Lark Rise", "Foundry Lane", "Chapel Street", "Orchard Way", "Bridge Road",
  "Weaver Close", "Park View", "Gasworks Lane", "Market Place", "Canal Walk", "Beacon Hill", "Almond Court", "Priory Road",
];
