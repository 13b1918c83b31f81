import ts from "typescript";
import { describe, expect, it } from "vitest";

import { files, read } from "./tree";

/** A box in which somebody writes: where it stands, and its name. */
interface Box {
  file: string;
  name: string;
  /** One line, or several. */
  line: boolean;
  /** Whether it says that English is written in it: words for families. */
  english: boolean;
}

const GATE = "app/_features/shell/gate-notes.tsx";

/** The boxes of a page's code that have no look at their words below: all boxes of several lines, and those of one line in which English is written. */
function plainBoxes(file: string, code: string): Box[] {
  const found: Box[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
      const tag = node.tagName.getText(source);
      const valueOf = (name: string) => {
        const attribute = node.attributes.properties.find((each): each is ts.JsxAttribute => ts.isJsxAttribute(each) && each.name.getText(source) === name);
        return attribute?.initializer?.getText(source).replace(/^\{?["`]?|["`]?\}?$/g, "") ?? null;
      };
      const box = { file, name: valueOf("name") ?? valueOf("id") ?? "?", line: tag !== "textarea", english: valueOf("lang") === "en" };
      if (tag === "textarea" || ((tag === "input" || tag === "Field") && box.english)) found.push(box);
    }
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  visit(source);
  return found;
}

const pages = files.filter((file) => /^app\/.*\.tsx$/.test(file) && !file.endsWith(".test.tsx") && file !== GATE);
const keyOf = ({ file, name }: Box) => `${file.replace(/^app\/(_features\/)?/, "")} ${name}`;
const found = pages.flatMap((file) => plainBoxes(file, read(file))).map(keyOf);

/** Where families and visitors write, in their own language. */
const ofFamilies: readonly string[] = [
  "meetings/family-pick.tsx question", "events/place-view.tsx feedback", "events/wish-fields.tsx words", "contacts/family-record.tsx note", "messages/family-form.tsx words", "reports/family-answers.tsx note",
];

/** Where staff write without the look, and why. */
const without: Readonly<Record<string, string>> = {
  "meetings/day-note.tsx opinion": "the teacher's own view: no family reads it",
  "contacts/note-more.tsx opinion": "the colleague's own view: no family reads it",
  "contacts/visit-view.tsx opinion": "the visitor's own view: no family reads it",
  "contacts/visit-plan.tsx riskNotes": "for the safety of whoever goes: no family reads it",
  "languages/voice-note.tsx body": "what a family said, word for word",
  "shell/said-note.tsx words": "what a family or a visitor said, word for word",
  "languages/item-form.tsx body": "a translation: it is held against its original",
  "languages/outside-page.tsx body": "a translation by somebody outside: it is held against its original",
  "languages/glossary-view.tsx term": "the very letters that are explained beside it",
  "reports/grid/entry-panel.tsx own-words": "its look is told what is typed by the grid, which keeps it",
  "events/staff-list.tsx title": "a name to begin with: the editor that opens next has the look",
  "newsletters/staff-list.tsx title": "a name to begin with: the editor that opens next has the look",
};

/** Boxes that are on no list. */
const unlisted = (boxes: readonly string[]) => boxes.filter((box) => !ofFamilies.includes(box) && !(box in without));

describe("every box in which staff write to families", () => {
  it("has the look at its words below, or is named with the reason why not", () => {
    expect(unlisted(found)).toEqual([]);
    expect([...ofFamilies, ...Object.keys(without)].filter((box) => !found.includes(box))).toEqual([]);
    expect(read("app/_features/reports/grid/entry-panel.tsx")).toContain("<GateNotes");
  });

  it("(control) is found when it is a bare one, of several lines or of one, and not when it has the look", () => {
    const names = (code: string) => unlisted(plainBoxes("app/_features/events/new.tsx", code).map(keyOf));
    expect(names('const a = <form><textarea name="words" rows={3} onChange={(event) => set(event.target.value)} /></form>;')).toEqual(["events/new.tsx words"]);
    expect(names('const a = <Field name="title" label={t("name")} lang="en" />;')).toEqual(["events/new.tsx title"]);
    expect(names("const a = <input name={`promise${nth}`} lang=\"en\" />;")).toEqual(["events/new.tsx promise${nth}"]);
    expect(names('const a = <><GatedBox id="words" name="words" rows={3} maxLength={9} /><GatedLine id="title" name="title" maxLength={9} /><Field type="date" name="day" label={t("day")} /></>;')).toEqual([]);
  });
});
