import { answerCallback } from "../callback";

/** What became of a text message (https://docs.notifications.service.gov.uk: delivery receipts). */
export async function POST(request: Request): Promise<Response> {
  return answerCallback(request, (api, token, body) => api.delivery.receipt({ token, reference: String(body.reference ?? ""), status: body.status as "delivered" }));
}
