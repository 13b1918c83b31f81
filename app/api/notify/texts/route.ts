import { answerCallback } from "../callback";

/** A text message that a family sent (https://docs.notifications.service.gov.uk: received text messages). */
export async function POST(request: Request): Promise<Response> {
  return answerCallback(request, (api, token, body) => api.messages.takeText({ token, id: String(body.id ?? ""), from: String(body.source_number ?? ""), words: String(body.message ?? "") }));
}
