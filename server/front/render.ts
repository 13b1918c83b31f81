import { IncomingMessage } from "node:http";
import { Socket } from "node:net";

import { DISPLAY_HEADER } from "@/server/lib/display";

import { askForWholePage } from "./incoming";
import { FrontResponse } from "./response";

export interface Rendered {
  status: number;
  contentType: string;
  /** Whether the answer would have set a cookie: then it is for one reader only. */
  setsCookie: boolean;
  location?: string;
  body: Buffer;
}

export type NextHandler = (req: IncomingMessage, res: FrontResponse) => Promise<void>;

const PATIENCE_MS = 20_000;

/**
 * Has the framework make a page for nobody in particular: the request carries a host, a path and one of sixteen looks, and
 * nothing else of whoever asked first. So what is kept in memory can hold nothing of theirs.
 */
export async function renderForNobody(handle: NextHandler, host: string, pathname: string, protocol: string, display: string): Promise<Rendered> {
  const req = new IncomingMessage(new Socket());
  req.method = "GET";
  req.url = pathname;
  req.httpVersion = "1.1";
  req.headers = { host, "x-forwarded-host": host, "x-forwarded-proto": protocol, "x-kingsgate-client": "", [DISPLAY_HEADER]: display };
  askForWholePage(req);
  req.push(null);
  const res = new FrontResponse(req);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Rendered>((resolve, reject) => {
      const take = (body: Buffer) => {
        resolve({
          status: res.statusCode,
          contentType: String(res.getHeader("content-type") ?? ""),
          setsCookie: res.hasHeader("set-cookie"),
          location: res.hasHeader("location") ? String(res.getHeader("location")) : undefined,
          body,
        });
        // The framework waits for these two before it calls its own work done.
        res.finished = true;
        res.emit("finish");
        res.emit("close");
      };
      timer = setTimeout(() => reject(new Error("the page took too long")), PATIENCE_MS);
      res.handle({ mode: "page", finishHead: () => undefined, deliver: (_, body) => take(body) });
      handle(req, res).catch(reject);
    });
  } finally {
    clearTimeout(timer);
  }
}
