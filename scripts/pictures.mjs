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
trash pencil device-mobile shield-check menu-2 hand-stop circle-check circle-x refresh user`.split(/\s+/);

const emoji = load("@iconify-json/fluent-emoji-flat");
mkdirSync("public/pictures", { recursive: true });
for (const [name, source] of Object.entries(pictures)) {
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
