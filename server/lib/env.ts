import { z } from "zod";

const schema = z.object({
  /** The owner of the tables: migrations, the queue. */
  DATABASE_URL: z.string().min(1),
  /** The app's own login, which owns nothing. Without it the app comes in as the owner and takes the role on. */
  APP_DATABASE_URL: z.string().min(1).optional(),
  PUBLIC_URL: z.string().url().default("http://localhost:3000"),
  AUTH_SECRET: z.string().min(32),
  KINGSGATE_DEMO: z.enum(["0", "1"]).default("0"),
  SMTP_URL: z.string().default("smtp://127.0.0.1:2525"),
  /** E-mails under way at once. Each is written down before its connection takes the next, so that more of them hide the time that takes. */
  SMTP_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(20),
  MAIL_FROM: z.string().default("Kingsgate School <school@kingsgate.example>"),
  /** GOV.UK Notify, for text messages: its address, a key, and the template with one field ((message)). */
  NOTIFY_URL: z.string().url().default("https://api.notifications.service.gov.uk"),
  NOTIFY_API_KEY: z.string().default(""),
  NOTIFY_TEXT_TEMPLATE: z.string().default(""),
  /** Whether the service of that key may post letters that we make (precompiled letters). */
  NOTIFY_LETTERS: z.enum(["0", "1"]).default("0"),
  /** What Notify must say as a bearer when it calls back with receipts and received texts; without it nothing is taken. */
  NOTIFY_CALLBACK_TOKEN: z.union([z.literal(""), z.string().min(16)]).default(""),
  /** The keys by which this installation's push messages are known (RFC 8292); without them no browser is asked. */
  PUSH_PUBLIC_KEY: z.string().default(""),
  PUSH_PRIVATE_KEY: z.string().default(""),
  /** Push services beside the browsers' own, as hosts with a comma between: for a test's own. */
  PUSH_HOSTS: z.string().default(""),
  /** Where answers to our e-mails come in: the domain of their addresses, and what the mail server that hands them to us says as a bearer. */
  MAIL_REPLY_DOMAIN: z.string().default(""),
  MAIL_CALLBACK_TOKEN: z.union([z.literal(""), z.string().min(16)]).default(""),
  /** The outside service for first drafts of translations; "none" is the default. Its key is never kept in the database. */
  TRANSLATION_ENGINE: z.enum(["none", "deepl", "libretranslate", "chat"]).default("none"),
  TRANSLATION_URL: z.union([z.literal(""), z.string().url()]).default(""),
  TRANSLATION_KEY: z.string().default(""),
  TRANSLATION_MODEL: z.string().default(""),
  TRANSLATION_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(20_000),
  WORKER: z.enum(["inside", "off"]).default("inside"),
});

export type Env = z.infer<typeof schema>;

let cached: Env | undefined;

/** The settings of this process, checked once. Throws a readable error that names what is missing. */
export function env(): Env {
  if (cached) return cached;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Kingsgate cannot start: ${faults.join("; ")}`);
  }
  cached = parsed.data;
  return cached;
}

/** Reads the settings anew at the next call: for tests, which change them. */
export function forgetEnv(): void {
  cached = undefined;
}

/** Whether this installation is the demo school, in which anyone may sign in as the people of the design. */
export function isDemo(): boolean {
  return process.env.KINGSGATE_DEMO === "1";
}
