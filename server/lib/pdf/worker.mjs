// Runs in a worker thread: every call of the compiler is synchronous and would stop the server for its time.
// Plain JavaScript, so that it starts the same way under tsx, in the built server and in tests.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

const require = createRequire(import.meta.url);
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");

const fontPaths = workerData.fontPackages.flatMap((name) => {
  const folder = dirname(require.resolve(`${name}/package.json`));
  return [join(folder, "400Regular"), join(folder, "700Bold")];
});
const compiler = NodeCompiler.create({ workspace: workerData.workspace, fontArgs: [{ fontPaths }] });
let made = 0;

function diagnose(fault) {
  const lines = compiler.fetchDiagnostics(fault).map((entry) => entry.message ?? String(entry));
  return lines.join("; ") || fault.kind;
}

// What the compiler says is Rust's own notation; kept are the characters that no font has, or else the first message.
function refusal(text) {
  const characters = [...text.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gu)].map((match) => match[1]);
  if (characters.length > 0) {
    const named = [...new Set(characters)].slice(0, 10).map((each) => `${each} (U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")})`);
    return { code: "missing_glyph", detail: named.join(", ") };
  }
  const message = /message: "(.+?)", trace/u.exec(text)?.[1] ?? text;
  return { code: "template", detail: message.slice(0, 200) };
}

function compile(job) {
  const mainFilePath = join(workerData.workspace, "features", job.template, "print.typ");
  const result = compiler.compile({ mainFilePath, inputs: { data: job.data, faces: job.faces } });
  if (result.hasError()) throw new Error(diagnose(result.takeError()));
  // A font that is not there drops its text without an error: a warning is the only sign of it.
  const warnings = result.takeWarnings();
  if (warnings) throw new Error(diagnose(warnings));
  const pages = result.result.numOfPages;
  return { pages, pdf: Uint8Array.from(compiler.pdf(result.result, { pdfStandard: "ua-1" })) };
}

parentPort.on("message", (job) => {
  try {
    const { pdf, pages } = compile(job);
    parentPort.postMessage({ id: job.id, pdf, pages }, [pdf.buffer]);
  } catch (error) {
    parentPort.postMessage({ id: job.id, refused: refusal(error instanceof Error ? error.message : String(error)) });
  }
  made += 1;
  // Without this and a turn of the event loop (which the next message is) the compiler keeps every document it made.
  if (made % workerData.evictEvery === 0) compiler.evictCache(0);
});
