import { afterEach, describe, expect, it } from "vitest";
import type { PrintJob } from "@/server/lib/pdf/models";
import { PdfPool } from "@/server/lib/pdf/pool";
import { renderMany } from "@/server/lib/pdf/render";
import { sampleReport } from "@/server/lib/pdf/samples.fixture";

const open: PdfPool[] = [];
function openPool(options: ConstructorParameters<typeof PdfPool>[0]): PdfPool {
  const pool = new PdfPool(options);
  open.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

async function sampleJob(lang: string): Promise<PrintJob> {
  return { template: "reports", data: await sampleReport(lang) };
}

describe("PdfPool", () => {
  it("starts no thread before the first job and no more than it may", async () => {
    const pool = openPool({ workers: 2 });
    expect(pool.threads).toHaveLength(0);
    const job = await sampleJob("en");
    const made = await Promise.all(Array.from({ length: 5 }, () => pool.render(job)));
    expect(pool.threads).toHaveLength(2);
    expect(made.every(({ pdf, pages }) => pdf.subarray(0, 5).toString() === "%PDF-" && pages >= 1)).toBe(true);
  });

  it("makes the same bytes of the same data", async () => {
    const pool = openPool({ workers: 2 });
    const job = await sampleJob("ur");
    const [first, second] = await Promise.all([pool.render(job), pool.render(job)]);
    expect(first?.pdf.equals(second?.pdf ?? Buffer.alloc(0))).toBe(true);
  });

  it("rejects the job of a thread that ends and replaces the thread", async () => {
    const pool = openPool({ workers: 1 });
    const job = await sampleJob("en");
    await pool.render(job);
    const [thread] = pool.threads;
    const lost = pool.render(job);
    const next = pool.render(job);
    const ended = thread?.terminate();
    await expect(lost).rejects.toMatchObject({ code: "crashed" });
    await expect(next).resolves.toHaveProperty("pages");
    await ended;
    expect(pool.threads).toHaveLength(1);
    expect(pool.threads[0]).not.toBe(thread);
  });

  it("gives up on a document that takes too long", async () => {
    const pool = openPool({ workers: 1, timeoutMs: 1 });
    await expect(pool.render(await sampleJob("en"))).rejects.toMatchObject({ code: "timeout" });
    expect(pool.threads).toHaveLength(0);
  });

  it("goes on after a refusal", async () => {
    const pool = openPool({ workers: 1 });
    const data = await sampleReport("en", { change: { heading: "ก" } });
    await expect(pool.render({ template: "reports", data })).rejects.toMatchObject({ code: "missing_glyph" });
    await expect(pool.render(await sampleJob("en"))).resolves.toHaveProperty("pages");
  });

  it("rejects what waits when it closes, and what comes after", async () => {
    const pool = openPool({ workers: 1 });
    const job = await sampleJob("en");
    const waiting = [pool.render(job), pool.render(job)].map((each) => each.catch((error: unknown) => error));
    await pool.close();
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: "closed" });
    await expect(pool.render(job)).rejects.toMatchObject({ code: "closed" });
  });
});

describe("renderMany", () => {
  it("draws items only as threads come free and waits for the receiver", async () => {
    const pool = openPool({ workers: 2 });
    const job = await sampleJob("en");
    let drawn = 0;
    let received = 0;
    let most = 0;
    function* items(): Generator<PrintJob> {
      for (let index = 0; index < 20; index += 1) {
        drawn += 1;
        most = Math.max(most, drawn - received);
        yield job;
      }
    }
    const made = await renderMany(items(), { pool, concurrency: 3, async onPdf() { await new Promise(setImmediate); received += 1; } });
    expect([made, drawn, received]).toEqual([20, 20, 20]);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("goes on past a refusal when asked to, and ends with it when not", async () => {
    const pool = openPool({ workers: 2 });
    const bad: PrintJob = { template: "reports", data: await sampleReport("en", { change: { heading: "ก" } }) };
    const good = await sampleJob("en");
    const refused: number[] = [];
    const made = await renderMany([good, bad, good], { pool, onPdf() {}, onError(error, index) { expect(error.code).toBe("missing_glyph"); refused.push(index); } });
    expect([made, refused]).toEqual([2, [1]]);
    await expect(renderMany([good, bad, good], { pool, onPdf() {} })).rejects.toMatchObject({ code: "missing_glyph" });
  });

  it("keeps memory flat", async () => {
    const pool = openPool({ workers: 1 });
    const langs = ["en", "ur", "bn"];
    const reports = await Promise.all(langs.map((lang) => sampleReport(lang)));
    function* items(count: number): Generator<PrintJob> {
      for (let index = 0; index < count; index += 1) {
        const report = reports[index % reports.length];
        if (report) yield { template: "reports", data: { ...report, subheading: `${report.subheading} ${index}` } };
      }
    }
    await renderMany(items(150), { pool, onPdf() {} });
    const before = process.memoryUsage().rss;
    let peak = 0;
    await renderMany(items(300), { pool, onPdf() { peak = Math.max(peak, process.memoryUsage().rss); } });
    expect((peak - before) / 2 ** 20).toBeLessThan(60);
  }, 60_000);
});
