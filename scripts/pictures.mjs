// Takes the pictures and icons that the product names out of their packages: node scripts/pictures.mjs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const load = (name) => JSON.parse(readFileSync(require.resolve(`${name}/icons.json`), "utf8"));

/** By theme, name in the product: name in Fluent Emoji flat (MIT). The names are also in server/features/languages/pictures/schema.ts; a test holds the two together. */
const themes = {
  subjects: {
    english: "books", reading: "open-book", writing: "pencil", mathematics: "abacus", science: "microscope", history: "scroll", geography: "globe-showing-europe-africa",
    art: "artist-palette", music: "musical-notes", physical_education: "running-shoe", computing: "laptop", religious_education: "candle",
    design_technology: "hammer-and-wrench", languages: "globe-with-meridians", pshe: "red-heart", citizenship: "balance-scale", biology: "dna", chemistry: "test-tube",
    physics: "atom-symbol", business: "briefcase", drama: "performing-arts",
  },
  marks: {
    going_well: "sun", next_step: "seedling", plant: "herb", flower: "potted-plant", tree: "deciduous-tree", star: "glowing-star", trophy: "trophy", rocket: "rocket",
    strong: "flexed-biceps", sometimes: "sun-behind-cloud", more_time: "hourglass-not-done", on_track: "check-mark-button", goal: "bullseye", medal: "sports-medal",
    full_marks: "hundred-points", growing: "chart-increasing",
  },
  actions: {
    phone: "telephone-receiver", talk: "speech-balloon", listen: "ear", look: "eyes", visit: "handshake", sign: "writing-hand", pay: "pound-banknote", come: "footprints",
    ask: "red-question-mark", press: "backhand-index-pointing-down", send: "outbox-tray", count: "input-numbers", letters: "input-latin-letters", draw: "crayon",
    sing: "microphone", cook: "cooking", measure: "straight-ruler", say: "speaking-head", praise: "thumbs-up", help: "ring-buoy", think: "thinking-face",
    practise: "repeat-button", check: "check-box-with-check", join_in: "puzzle-piece", play: "soccer-ball", swim: "person-swimming", search: "magnifying-glass-tilted-left",
    feedback: "person-raising-hand-medium", stop: "stop-sign", times: "multiply", add: "plus", photo: "camera", film: "video-camera", follow: "compass",
  },
  times: {
    calendar: "calendar", day: "tear-off-calendar", week: "spiral-calendar", clock: "alarm-clock", minutes: "stopwatch", late: "hourglass-done", morning: "sunrise",
    evening: "crescent-moon", every_day: "clockwise-vertical-arrows", spring: "cherry-blossom", summer: "sun-with-face", autumn: "maple-leaf", winter: "snowflake",
    holiday: "palm-tree", bedtime: "bed",
  },
  places: {
    school: "school", home: "house-with-garden", door: "door", map: "world-map", classroom: "chair", office: "bellhop-bell", playground: "playground-slide", bus: "bus",
    bus_stop: "bus-stop", car: "automobile", bicycle: "bicycle", train: "train", walk: "children-crossing", hospital: "hospital", shop: "shopping-cart", toilet: "toilet",
    online: "wireless", stairs: "ladder", wheelchair: "wheelchair-symbol",
  },
  people: {
    child: "child", girl: "girl", boy: "boy", baby: "baby", woman: "woman", man: "man", headscarf: "woman-with-headscarf", grandmother: "old-woman",
    grandfather: "old-man", together: "people-hugging", group: "busts-in-silhouette", one_person: "bust-in-silhouette", nurse: "health-worker", pupil: "student",
    teacher: "woman-teacher", hearing_aid: "ear-with-hearing-aid",
  },
  feelings: {
    welcome: "waving-hand-medium", happy: "smiling-face-with-smiling-eyes", proud: "star-struck", calm: "relieved-face", sad: "crying-face", worried: "worried-face",
    angry: "angry-face", tired: "yawning-face", ill: "face-with-thermometer", kind: "heart-hands", thanks: "folded-hands", sorry: "pensive-face", sure: "smiling-face-with-sunglasses",
    hug: "hugging-face", quiet: "shushing-face",
  },
  food: {
    food: "fork-and-knife-with-plate", breakfast: "bowl-with-spoon", lunch: "sandwich", fruit: "red-apple", vegetables: "carrot", milk: "glass-of-milk", water: "droplet",
    tea: "hot-beverage", cake: "birthday-cake", rice: "cooked-rice",
  },
  events: {
    party: "party-popper", celebration: "confetti-ball", balloon: "balloon", ticket: "ticket", gift: "wrapped-gift", fair: "ferris-wheel",
    announce: "loudspeaker", rain: "umbrella-with-rain-drops", snow: "cloud-with-snow", fire: "fire", money: "coin",
  },
  at_home: {
    at_home: "open-book", homework: "notebook", game: "game-die", toy: "teddy-bear", story: "dragon-face", nature: "butterfly", sky: "rainbow", garden: "sunflower",
    television: "television", scissors: "scissors", paint: "paintbrush", brain: "brain", words: "blue-book", two_languages: "left-right-arrow", idea: "light-bulb",
  },
  things: {
    letter: "envelope", letter_sent: "envelope-with-arrow", key: "key", locked: "locked", shield: "shield", news: "memo", backpack: "backpack", mobile: "mobile-phone",
    scan: "mobile-phone-with-arrow", bell: "bell", report: "bookmark-tabs", form: "clipboard", card: "identification-card", uniform: "t-shirt", coat: "coat", glasses: "glasses",
    medicine: "pill", plaster: "adhesive-bandage", sound: "speaker-high-volume", warning: "warning", information: "information", yes: "check-mark", no: "cross-mark",
    new: "new-button", computer: "desktop-computer", exam: "page-facing-up",
  },
};

/** Pictures of the questions on how one understands, beside the ideas above. */
const answers = {
  listening: "ear-medium", pictures: "framed-picture", large_print: "input-latin-uppercase", sign_language: "open-hands-medium",
  speaking: "speaking-head", interpreter: "busts-in-silhouette",
};

/** Name in the product: a picture, and the smaller one that stands at its corner and says yes, no or with somebody. */
const pairs = {
  reads: ["open-book", "check-mark-button"], reads_with_help: ["open-book", "handshake"], does_not_read: ["open-book", "cross-mark"],
  interpreter_yes: ["busts-in-silhouette", "check-mark-button"], interpreter_no: ["busts-in-silhouette", "cross-mark"],
};

/** Tabler icons (MIT) for controls. */
const icons = `volume photo file-text language chevron-down check phone message-circle home users file-import calendar-event mail key
logout search x arrow-right arrow-left printer lock alert-triangle info-circle eye heart-handshake school list-check clock download plus
trash pencil device-mobile shield-check menu-2 hand-stop circle-check circle-x refresh user microphone player-play award`.split(/\s+/);

const emoji = load("@iconify-json/fluent-emoji-flat");
mkdirSync("public/pictures", { recursive: true });
for (const [name, source] of [...Object.values(themes), answers].flatMap((theme) => Object.entries(theme))) {
  const body = emoji.icons[source]?.body;
  if (!body) throw new Error(`no picture ${source}`);
  writeFileSync(`public/pictures/${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${body}</svg>\n`);
}
for (const [name, [large, small]] of Object.entries(pairs)) {
  const [body, corner] = [emoji.icons[large]?.body, emoji.icons[small]?.body];
  if (!body || !corner) throw new Error(`no picture ${large} or ${small}`);
  const plate = '<circle cx="24.5" cy="24.5" r="8" fill="#fff"/>';
  const drawn = `<g transform="scale(.9)">${body}</g>${plate}<g transform="translate(18 18) scale(.41)">${corner}</g>`;
  writeFileSync(`public/pictures/${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawn}</svg>\n`);
}

const tabler = load("@iconify-json/tabler").icons;
const lines = icons.map((name) => {
  if (!tabler[name]) throw new Error(`no icon ${name}`);
  return `  ${JSON.stringify(name)}: ${JSON.stringify(tabler[name].body)},`;
});
writeFileSync("app/_ui/icon-paths.ts", `/** Made by scripts/pictures.mjs from Tabler icons (MIT). */\nexport const iconPaths = {\n${lines.join("\n")}\n} as const;\n`);
