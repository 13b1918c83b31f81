import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import jwt from "jsonwebtoken";
import { v7 as uuid } from "uuid";
import { z } from "zod";

/** A text message that the stand-in took. */
export interface TakenText {
  id: string;
  reference: string;
  phone: string;
  body: string;
}

/** A letter that the stand-in took, and how far it has come. */
export interface TakenLetter {
  id: string;
  reference: string;
  file: Buffer;
  postage: string;
  status: string;
}

/** A refusal as the service words it. */
export interface Refusal {
  status: number;
  error: string;
  message: string;
}

export interface StandInOptions {
  /** As the service gives keys out: a name, the id of the service, the secret. */
  key: string;
  port?: number;
  /** Keeps a message. What it gives or throws is answered instead of "created". */
  onText?: (text: TakenText) => Promise<Refusal | void> | Refusal | void;
  /** The same for a letter. */
  onLetter?: (letter: TakenLetter) => Refusal | void;
}

export interface StandIn {
  url: string;
  taken: TakenText[];
  letters: TakenLetter[];
  stop: () => Promise<void>;
}

const UUID_LENGTH = 36;
/** The service takes a token for so long after it was made. */
const TOKEN_SECONDS = 30;

const textInput = z.object({
  phone_number: z.string(),
  template_id: z.uuid(),
  reference: z.string().max(1_000).optional(),
  personalisation: z.object({ message: z.string().min(1).max(918) }),
});

/** A precompiled letter (https://docs.notifications.service.gov.uk: send a precompiled letter). */
const letterInput = z.object({ reference: z.string().min(1).max(1_000), content: z.base64().max(7_000_000), postage: z.enum(["first", "second", "economy"]).default("second") });

const refuse = (status: number, error: string, message: string): Refusal => ({ status, error, message });

/** Digits of a British or international number, as the service reads them; null when it is none. */
function readPhone(text: string): string | null {
  const digits = text.replace(/[\s()-]/g, "");
  return /^(?:\+?44|0)7\d{9}$/.test(digits) || /^\+\d{8,15}$/.test(digits) ? digits : null;
}

/**
 * GOV.UK Notify for text messages and letters, as its REST API is documented: tokens signed with the service's secret, the answers and
 * refusals of /v2/notifications. The demo sends to it, and so do the tests; neither needs an account or leaves the machine.
 */
export async function startNotifyStandIn(options: StandInOptions): Promise<StandIn> {
  const secret = options.key.slice(-UUID_LENGTH);
  const serviceId = options.key.slice(-2 * UUID_LENGTH - 1, -UUID_LENGTH - 1);
  const taken: TakenText[] = [];
  const letters: TakenLetter[] = [];

  const authorise = (req: IncomingMessage): Refusal | undefined => {
    try {
      const token = jwt.verify((req.headers.authorization ?? "").replace(/^Bearer /, ""), secret, { algorithms: ["HS256"], issuer: serviceId, maxAge: TOKEN_SECONDS });
      return typeof token === "object" ? undefined : refuse(403, "AuthError", "Invalid token");
    } catch {
      return refuse(403, "AuthError", "Invalid token: service or secret not found");
    }
  };
  const takeText = async (body: string): Promise<{ status: number; value: object }> => {
    const parsed = textInput.safeParse(JSON.parse(body));
    if (!parsed.success) return failed(refuse(400, "ValidationError", parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join(", ")));
    const phone = readPhone(parsed.data.phone_number);
    if (!phone) return failed(refuse(400, "ValidationError", "phone_number Not a valid phone number"));
    const text: TakenText = { id: uuid(), reference: parsed.data.reference ?? "", phone, body: parsed.data.personalisation.message };
    const refusal = await options.onText?.(text);
    if (refusal) return failed(refusal);
    taken.push(text);
    return { status: 201, value: { id: text.id, reference: text.reference, uri: `/v2/notifications/${text.id}`, content: { body: text.body, from_number: "School" }, template: { id: parsed.data.template_id, version: 1, uri: "" } } };
  };
  const takeLetter = async (body: string): Promise<{ status: number; value: object }> => {
    const parsed = letterInput.safeParse(JSON.parse(body));
    if (!parsed.success) return failed(refuse(400, "ValidationError", parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join(", ")));
    const letter: TakenLetter = { id: uuid(), reference: parsed.data.reference, postage: parsed.data.postage, file: Buffer.from(parsed.data.content, "base64"), status: "pending-virus-check" };
    if (!letter.file.subarray(0, 5).equals(Buffer.from("%PDF-"))) return failed(refuse(400, "ValidationError", "content is not a valid base64 encoded PDF"));
    const refusal = options.onLetter?.(letter);
    if (refusal) return failed(refusal);
    letters.push(letter);
    return { status: 201, value: { id: letter.id, reference: letter.reference, postage: letter.postage } };
  };
  const find = (reference: string | null, type: string | null): object[] => [
    ...(type === "letter" ? [] : taken.filter((text) => reference === null || text.reference === reference).map(({ id, reference: name, phone, body }) => ({ id, reference: name, phone_number: phone, body, type: "sms", status: "sending" }))),
    ...(type === "sms" ? [] : letters.filter((letter) => reference === null || letter.reference === reference).map(({ id, reference: name, status }) => ({ id, reference: name, type: "letter", status }))),
  ];
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const url = new URL(req.url ?? "/", "http://localhost");
    const refusal = authorise(req);
    let made = refusal ? failed(refusal) : failed(refuse(404, "NotFound", "no such address"));
    if (!refusal && req.method === "POST" && url.pathname === "/v2/notifications/sms") made = await takeText(await readBody(req));
    if (!refusal && req.method === "POST" && url.pathname === "/v2/notifications/letter") made = await takeLetter(await readBody(req));
    if (!refusal && req.method === "GET" && url.pathname === "/v2/notifications") {
      made = { status: 200, value: { notifications: find(url.searchParams.get("reference"), url.searchParams.get("template_type")), links: {} } };
    }
    const one = letters.find(({ id }) => url.pathname === `/v2/notifications/${id}`);
    if (!refusal && req.method === "GET" && one) made = { status: 200, value: { id: one.id, reference: one.reference, type: "letter", status: one.status } };
    res.writeHead(made.status, { "Content-Type": "application/json" }).end(JSON.stringify(made.value));
  };
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(options.port ?? 0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    letters,
    stop: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}

const failed = ({ status, error, message }: Refusal): { status: number; value: object } => ({ status, value: { status_code: status, errors: [{ error, message }] } });

async function readBody(req: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}
