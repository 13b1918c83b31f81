import QRCode from "qrcode";

import { env } from "@/server/lib/env";

/** Where a report is read online, as an address and as a square for the phone. `view` is the part after it: "?view=full". */
export async function onlineAddress(language: string, reportId: string, view = ""): Promise<{ onlineUrl: string; qrSvg: string }> {
  const onlineUrl = `${env().PUBLIC_URL}/${language}/family/reports/${reportId}${view}`;
  return { onlineUrl, qrSvg: await QRCode.toString(onlineUrl, { type: "svg", margin: 0, errorCorrectionLevel: "M" }) };
}
