/** 1,500 three-page reports in six languages to tagged PDF: pages a second, memory, and one thread without overlap beside it. */
import type { PrintJob, ReportPrint } from "@/server/lib/pdf/models";
import { PdfPool } from "@/server/lib/pdf/pool";
import { renderMany } from "@/server/lib/pdf/render";
import { sampleReport } from "@/server/lib/pdf/samples.fixture";

const REPORTS = 1500;
const WARM_UP = 300;
const PARTNER = 300;
/** Subjects and repeats of a comment that fill three pages in each script. */
const shapes = { en: [11, 2], pl: [11, 2], ur: [8, 1], ar: [11, 2], bn: [11, 2], pa: [11, 2] } as const;

function* jobs(reports: readonly ReportPrint[], count: number): Generator<PrintJob> {
  for (let index = 0; index < count; index += 1) {
    const report = reports[index % reports.length];
    if (!report) return;
    // Every child's words differ, so that nothing is gained from having set the same text before.
    const subjects = report.subjects.map((subject, place) => ({ ...subject, paragraphs: subject.paragraphs.map((it) => ({ ...it, text: `${it.text} ${index}.${place}` })) }));
    yield { template: "reports", data: { ...report, heading: `${report.heading} ${index}`, subjects } };
  }
}

interface Run {
  pagesPerSecond: number;
  megabytesPerReport: number;
  startMegabytes: number;
  peakMegabytes: number;
}

const residentMegabytes = () => process.memoryUsage().rss / 2 ** 20;

async function measure(pool: PdfPool, reports: readonly ReportPrint[], count: number, concurrency?: number): Promise<Run> {
  let pages = 0;
  let bytes = 0;
  const startMegabytes = residentMegabytes();
  let peakMegabytes = startMegabytes;
  const start = performance.now();
  await renderMany(jobs(reports, count), {
    pool,
    ...(concurrency ? { concurrency } : {}),
    onPdf(made, index) {
      if (made.pages !== 3) throw new Error(`report ${index} has ${made.pages} pages, not 3`);
      pages += made.pages;
      bytes += made.pdf.byteLength;
      peakMegabytes = Math.max(peakMegabytes, residentMegabytes());
    },
  });
  const seconds = (performance.now() - start) / 1000;
  return { pagesPerSecond: pages / seconds, megabytesPerReport: bytes / count / 1e6, startMegabytes, peakMegabytes };
}

export default async function benchPdf(): Promise<string[]> {
  const reports = await Promise.all(Object.entries(shapes).map(([lang, [subjects, length]]) => sampleReport(lang, { subjects, length })));
  const alone = new PdfPool({ workers: 1, evictEvery: 1 });
  await measure(alone, reports, 30, 1);
  const partner = await measure(alone, reports, PARTNER, 1);
  await alone.close();

  const pool = new PdfPool();
  await measure(pool, reports, WARM_UP);
  const run = await measure(pool, reports, REPORTS);
  await pool.close();
  return [
    `pdf.pages_per_second ${run.pagesPerSecond.toFixed(0)} pages/s`,
    `pdf.reports ${REPORTS} documents`,
    `pdf.size_per_report ${(run.megabytesPerReport * 1000).toFixed(0)} kB`,
    `pdf.memory_after_warm_up ${run.startMegabytes.toFixed(0)} MB`,
    `pdf.memory_peak ${run.peakMegabytes.toFixed(0)} MB`,
    `pdf.memory_growth ${(run.peakMegabytes - run.startMegabytes).toFixed(0)} MB`,
    `pdf.one_thread_no_overlap.pages_per_second ${partner.pagesPerSecond.toFixed(0)} pages/s`,
    `pdf.ratio ${(run.pagesPerSecond / partner.pagesPerSecond).toFixed(2)} x`,
  ];
}
