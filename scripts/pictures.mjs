// Takes the pictures and icons that the product names out of their packages: node scripts/pictures.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const load = (name) => JSON.parse(readFileSync(require.resolve(`${name}/icons.json`), "utf8"));

/** Name in the product: name in Fluent Emoji flat (MIT). */
const pictures = {
  going_well: "sun", next_step: "seedling", at_home: "open-book", star: "glowing-star",
  english: "books", reading: "open-book", writing: "pencil", mathematics: "abacus", science: "microscope", history: "scroll",
  geography: "globe-showing-europe-africa", art: "artist-palette", music: "musical-notes", physical_education: "running-shoe",
  computing: "laptop", religious_education: "candle", design_technology: "hammer-and-wrench", languages: "globe-with-meridians",
  pshe: "red-heart", school: "school", welcome: "waving-hand-medium", letter: "envelope", letter_sent: "envelope-with-arrow",
  phone: "telephone-receiver", talk: "speech-balloon", key: "key", locked: "locked", shield: "shield", calendar: "calendar",
  party: "party-popper", home: "house-with-garden", visit: "handshake", trophy: "trophy", news: "memo", idea: "light-bulb",
  search: "magnifying-glass-tilted-left", walk: "children-crossing", backpack: "backpack", mobile: "mobile-phone", map: "world-map",
  feedback: "person-raising-hand-medium", bell: "bell", report: "bookmark-tabs",
};

/** Tabler icons (MIT) for controls. */
const icons = `volume photo file-text language chevron-down check phone message-circle home users file-import calendar-event mail key
logout search x arrow-right arrow-left printer lock alert-triangle info-circle eye heart-handshake school list-check clock download plus
trash pencil device-mobile shield-check menu-2 hand-stop circle-check circle-x refresh user microphone player-play`.split(/\s+/);

const emoji = load("@iconify-json/fluent-emoji-flat");
mkdirSync("public/pictures", { recursive: true });
for (const [name, source] of Object.entries(pictures)) {
  const body = emoji.icons[source]?.body;
  if (!body) throw new Error(`no picture ${source}`);
  writeFileSync(`public/pictures/${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${body}</svg>\n`);
}

const tabler = load("@iconify-json/tabler").icons;
const lines = icons.map((name) => {
  if (!tabler[name]) throw new Error(`no icon ${name}`);
  return `  ${JSON.stringify(name)}: ${JSON.stringify(tabler[name].body)},`;
});
writeFileSync("app/_ui/icon-paths.ts", `/** Made by scripts/pictures.mjs from Tabler icons (MIT). */\nexport const iconPaths = {\n${lines.join("\n")}\n} as const;\n`);
