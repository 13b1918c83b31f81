#!/usr/bin/env node
// Stands in for Prisma's native schema engine: the same JSON-RPC over stdio, by the engine's WebAssembly build from npm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const argv = process.argv.slice(2);
const opt = (n) => argv.flatMap((a, i) => (a === n ? [argv[i + 1]] : []));
const url = JSON.parse(opt("--datasource")[0] ?? "{}").url ?? process.env.DATABASE_URL;
const q = (s) => `"${s.replaceAll('"', '""')}"`;
const at = (db) => Object.assign(new URL(url), { pathname: `/${db}` }).href;
const run = async (connectionString, sql) => { const c = new pg.Client({ connectionString }); await c.connect(); await c.query(sql).finally(() => c.end()); };
const log = (fields) => process.stderr.write(JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields }) + "\n");

async function cli(cmd) { // can-connect-to-database | create-database | drop-database
  const db = decodeURIComponent(new URL(url).pathname.slice(1));
  process.stderr.write("\n"); // the CLI drops the first line
  try {
    if (cmd === "can-connect-to-database") await run(url, "SELECT 1");
    else if (cmd === "create-database") await run(at("postgres"), `CREATE DATABASE ${q(db)}`);
    else if (cmd === "drop-database") await run(at("postgres"), `DROP DATABASE IF EXISTS ${q(db)} WITH (FORCE)`);
    else throw new Error(`unknown command ${cmd}`);
  } catch (e) {
    log({ message: e.message || String(e.code), error_code: { "3D000": "P1003", "28P01": "P1000", "28000": "P1010", "42P04": "P1009" }[e.code] ?? "P1001" });
    process.exitCode = 1;
  }
}

const opened = new Set();
const closeAll = (pick = () => true) => Promise.allSettled([...opened].filter(pick).map((a) => a.dispose()));
async function open(connectionString, after) {
  const pool = new pg.Pool({ connectionString, max: 1 }); // one session: advisory lock, search_path
  const adapter = await new PrismaPg(pool).connect();
  const [performIO, queryRaw] = [adapter.performIO.bind(adapter), adapter.queryRaw.bind(adapter)];
  adapter.performIO = async (query) => { // adapter-pg does not map "char" (oid 18), which introspection reads
    const r = await performIO(query);
    r.rows.chars = [...r.fields.keys()].filter((i) => r.fields[i].dataTypeID === 18);
    for (const i of r.rows.chars) r.fields[i].dataTypeID = 25;
    return r;
  };
  adapter.queryRaw = async (query) => { const r = await queryRaw(query); for (const i of r.rows.chars) r.columnTypes[i] = ColumnTypeEnum.Character; return r; };
  adapter.executeScript = (sql) => pool.query(sql).then(() => {}, (e) => adapter.onError(e)); // adapter-pg splits at every ";"
  adapter.dispose = async () => { if (opened.delete(adapter)) { await pool.end(); await after?.(); } };
  opened.add(Object.assign(adapter, { shadow: !!after }));
  return adapter;
}
const factory = {
  provider: "postgres", adapterName: "@prisma/adapter-pg", connect: () => open(url),
  async connectToShadowDb() { // adapter-pg's own would use the main database when given a connectionString
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await run(url, `CREATE DATABASE ${q(name)}`);
    return open(at(name), () => run(url, `DROP DATABASE IF EXISTS ${q(name)} WITH (FORCE)`));
  },
};

async function serve() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { message: "", set_message(m) { this.message = m; } };
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm").replace(/\.js$/, "_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const files = opt("--datamodels").map((p) => [p, readFileSync(p, "utf8")]);
  const send = (o) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...o }) + "\n");
  let engine, queue = Promise.resolve();
  const answer = async ({ id, method, params }) => {
    try {
      engine ??= bg.SchemaEngine.new({ datamodels: files.length ? files : undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
      const result = (await (await engine)[method === "getDatabaseVersion" ? "version" : method](params)) ?? {};
      await closeAll((a) => a.shadow);
      if (method === "diff" && result.stdout != null) { send({ id: id + 1e6, method: "print", params: { content: result.stdout } }); result.stdout = null; }
      send({ id, result });
    } catch (e) {
      await closeAll((a) => a.shadow);
      send({ id, error: { code: 4466, message: "see data", data: { is_panic: e.name === "RuntimeError", message: e.message ?? String(e), meta: e.meta ?? null, error_code: e.code } } });
    }
  };
  const stop = () => queue.then(() => closeAll()).then(() => process.exit(0));
  process.on("SIGTERM", stop);
  process.on("uncaughtException", (e) => { log({ message: PRISMA_WASM_PANIC_REGISTRY.message || e.message, backtrace: e.stack }); closeAll().then(() => process.exit(101)); }); // a Rust panic
  createInterface({ input: process.stdin }).on("close", stop).on("line", (l) => { const m = JSON.parse(l); if (m.method) queue = queue.then(() => answer(m)); });
}

if (argv.includes("--version")) console.log("schema-engine-cli wasm");
else await (argv.includes("cli") ? cli(argv[argv.indexOf("cli") + 1]) : serve());
