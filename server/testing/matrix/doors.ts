import ts from "typescript";

import { files, reach, read } from "../tree";

/** One way into the house: a page, a method of a route handler, or a server action, with the procedures that it calls. */
export interface Door {
  kind: "page" | "route" | "action";
  file: string;
  /** The address after the language ("/staff/people/[pupilId]"), with "/api/…" whole; for an action the name of its function. */
  path: string;
  method: string;
  /** Names of the parameters in the address. */
  params: string[];
  /** Dotted names of the procedures that its file calls; for a page, those of its components too. */
  procedures: string[];
}

/** Parts of addresses that name no record of anybody but what all know (a page, a question, a place in a list), with one that there is. */
export const placeNames: Record<string, string> = {
  page: "policy", month: "2026-11", child: "all", block: "0", part: "0", idea: "school", question: "reading", id: "0".repeat(64), key: "no-such-key-no-such-key-no-such-key", team: "class_teacher",
};

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** The address of a page or handler from where its file lies: groups fall away, and so does the language. */
function pathOf(file: string): string {
  const folders = file.split("/").slice(1, -1).filter((folder) => !/^\(.*\)$/.test(folder) && folder !== "[locale]");
  return `/${folders.join("/")}`.replace(/\/$/, "") || "/";
}

const paramsOf = (path: string): string[] => [...path.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? "");

/** Whether an expression is the procedures' caller: `api`, `getApi(…)` awaited or not. */
function isCaller(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node)) return isCaller(node.expression);
  if (ts.isIdentifier(node)) return node.text === "api";
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "getApi";
}

/** The dotted name behind a caller, or null: `api.people.access.list` is "people.access.list". */
function procedureOf(node: ts.Expression): string | null {
  const parts: string[] = [];
  let at = node;
  while (ts.isPropertyAccessExpression(at)) {
    parts.unshift(at.name.text);
    at = at.expression;
  }
  return parts.length > 0 && isCaller(at) ? parts.join(".") : null;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

function proceduresIn(root: ts.Node): string[] {
  const found = new Set<string>();
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = procedureOf(node.expression);
      if (name) found.add(name);
    }
    ts.forEachChild(node, walk);
  };
  walk(root);
  return [...found].sort();
}

/** What a file exports, by name: functions, and names given in an export list. */
function exportsOf(source: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isFunctionDeclaration(statement) && exported && statement.name) found.set(statement.name.text, statement);
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      for (const element of statement.exportClause.elements) if (element.propertyName?.text !== "notThere") found.set(element.name.text, source);
    }
  }
  return found;
}

/** Every page of the tree. */
export function pages(): Door[] {
  return files.filter((file) => /^app\/.*\/page\.tsx$/.test(file)).map((file) => {
    const path = pathOf(file);
    const drawn = [file, ...reach(file)].filter((each) => each === file || (each.startsWith("app/_features/") && each.endsWith(".tsx")));
    const procedures = [...new Set(drawn.flatMap((each) => proceduresIn(parse(each))))].sort();
    return { kind: "page", file, path, method: "GET", params: paramsOf(path), procedures };
  });
}

/** Every method of every route handler. A method that answers "not there" to all is none. */
export function routes(): Door[] {
  return files.filter((file) => /^app\/.*\/route\.ts$/.test(file)).flatMap((file) => {
    const source = parse(file);
    const path = pathOf(file);
    return [...exportsOf(source).keys()].filter((name) => METHODS.has(name))
      .map((method) => ({ kind: "route" as const, file, path, method, params: paramsOf(path), procedures: proceduresIn(source) }));
  });
}

/** Every server action: an exported function of a file that begins with "use server". */
export function actions(): Door[] {
  return files.filter((file) => /^app\/.*\.tsx?$/.test(file) && /^["']use server["']/.test(read(file))).flatMap((file) => {
    const source = parse(file);
    return [...exportsOf(source)].map(([name, node]) => ({ kind: "action" as const, file, path: name, method: "POST", params: [], procedures: proceduresIn(node) }));
  });
}
