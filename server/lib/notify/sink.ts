import { now } from "../clock";
import { dbFor } from "../db/client";
import { env, isDemo } from "../env";
import { canSendTexts } from "./client";
import { startNotifyStandIn } from "./stand-in";

/**
 * The demo's text message service: takes what is sent to NOTIFY_URL on this machine and keeps it beside the demo's mails. Throws outside
 * demo mode, in which no text message is ever kept.
 * @returns what stops it; undefined when this installation sends no text messages, or sends them elsewhere
 */
export async function startTextSink(): Promise<(() => Promise<void>) | undefined> {
  if (!isDemo()) throw new Error("the text message sink is part of the demo only");
  const url = new URL(env().NOTIFY_URL);
  if (!canSendTexts() || url.hostname !== "127.0.0.1") return undefined;
  const service = await startNotifyStandIn({
    key: env().NOTIFY_API_KEY,
    port: Number(url.port),
    onText: async ({ id, reference, phone, body }) => {
      const schoolId = reference.split(":", 1)[0] ?? "";
      await dbFor(schoolId).sinkMail.create({
        data: { schoolId, receivedAt: now(), messageId: id, recipient: phone, subject: body.split("\n", 1)[0] ?? "", language: null, text: body, html: "" },
      });
    },
  });
  return service.stop;
}
