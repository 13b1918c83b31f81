import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";

import { chooseEncoding, type Compressor, compressStream, isCompressible } from "./compress";
import { addVary } from "./headers";

type Chunk = string | Uint8Array;
type Done = (error?: Error | null) => void;

/** What is to be done with an answer of the framework. Set before the request is handed to it. */
export interface Handling {
  /** "page": collect HTML whole and hand it to `deliver`; "stream": compress and send as it comes. */
  mode: "page" | "stream";
  /** Called once, just before the head is sent, with what will be sent. */
  finishHead: (res: FrontResponse) => void;
  /** For "page": sends the collected page. */
  deliver?: (res: FrontResponse, body: Buffer) => void;
  /** The framework is done with its work; the bytes may still be on their way. */
  worked?: () => void;
}

/**
 * The response that the framework writes to. It holds finished pages back until they are whole, so that they can be
 * changed, and compresses everything else on its way out.
 */
export class FrontResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Called just before any head is sent, whoever sends it. */
  beforeHead?: () => void;
  #handling?: Handling;
  #collected?: Buffer[];
  #compressor?: Compressor;
  #headDone = false;
  #ended = false;

  handle(handling: Handling): void {
    this.#handling = handling;
    if (handling.mode === "page") this.#collected = [];
  }

  /** Whether the framework has said all it had to say. */
  get isAnswered(): boolean {
    return this.#ended || this.headersSent;
  }

  /** Sends this and nothing else; what had been collected is thrown away. */
  sendWhole(body: Buffer | string): void {
    this.#handling = undefined;
    this.#collected = undefined;
    this.#ended = true;
    this.beforeHead?.();
    super.end(body);
  }

  override flushHeaders(): void {
    if (this.#collected && this.#isPage()) return;
    this.#openHead();
    super.flushHeaders();
  }

  override writeHead(status: number, reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[], headers?: OutgoingHttpHeaders | OutgoingHttpHeader[]): this {
    if (!this.#handling || this.#headDone) return super.writeHead(status, reason as string, headers);
    this.statusCode = status;
    const given = typeof reason === "string" ? headers : reason;
    if (Array.isArray(given)) for (let at = 0; at < given.length; at += 2) this.setHeader(String(given[at]), given[at + 1] as OutgoingHttpHeader);
    else for (const [name, value] of Object.entries(given ?? {})) if (value !== undefined) this.setHeader(name, value);
    if (this.#collected && this.#isPage()) return this;
    this.#openHead();
    return super.writeHead(status);
  }

  override write(chunk: Chunk, encoding?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.#handling) return super.write(chunk, encoding as BufferEncoding, done);
    if (this.#collected && this.#isPage()) {
      this.#collected.push(asBuffer(chunk, encoding));
      (typeof encoding === "function" ? encoding : done)?.();
      return true;
    }
    this.#openHead();
    if (!this.#compressor) return super.write(chunk, encoding as BufferEncoding, done);
    return this.#compressor.stream.write(asBuffer(chunk, encoding), typeof encoding === "function" ? encoding : done);
  }

  override end(chunk?: Chunk | Done | null, encoding?: BufferEncoding | Done, done?: Done): this {
    const callback = typeof chunk === "function" ? chunk : typeof encoding === "function" ? encoding : done;
    const last = typeof chunk === "function" || chunk == null ? undefined : asBuffer(chunk, encoding);
    if (!this.#handling || this.#ended) return this.#endPlain(last, callback);
    const handling = this.#handling;
    this.#ended = true;
    handling.worked?.();
    if (this.#collected && this.#isPage()) {
      if (last) this.#collected.push(last);
      const body = this.#collected.length === 1 && this.#collected[0] ? this.#collected[0] : Buffer.concat(this.#collected);
      this.#collected = undefined;
      this.#headDone = true;
      if (callback) this.once("finish", callback);
      handling.deliver?.(this, body);
      return this;
    }
    this.#openHead(last === undefined || this.#hasNoBody());
    if (!this.#compressor) return this.#endPlain(last, callback);
    if (callback) this.once("finish", callback);
    this.#compressor.stream.end(last);
    return this;
  }

  /** Called by the framework after each piece: what was compressed so far leaves. */
  flush(): void {
    this.#compressor?.flush();
  }

  #endPlain(last: Buffer | undefined, callback: Done | undefined): this {
    return last === undefined ? super.end(callback) : super.end(last, callback);
  }

  /** Only finished HTML is collected; a file that a page's address leads to is streamed. */
  #isPage(): boolean {
    const type = this.getHeader("content-type");
    return type === undefined || String(type).startsWith("text/html");
  }

  #hasNoBody(): boolean {
    return this.req.method === "HEAD" || this.statusCode === 204 || this.statusCode === 304;
  }

  #openHead(isEmpty = false): void {
    if (this.#headDone || !this.#handling) return;
    this.#headDone = true;
    this.#collected = undefined;
    this.#handling.finishHead(this);
    this.beforeHead?.();
    const encoding = isEmpty || this.#hasNoBody() || this.statusCode === 206 ? undefined : this.#encoding();
    if (!encoding) return;
    this.setHeader("Content-Encoding", encoding);
    this.removeHeader("Content-Length");
    this.removeHeader("Accept-Ranges");
    const compressor = compressStream(encoding);
    compressor.stream.on("data", (piece: Buffer) => {
      if (!super.write(piece)) {
        compressor.stream.pause();
        super.once("drain", () => compressor.stream.resume());
      }
    });
    compressor.stream.on("drain", () => this.emit("drain"));
    compressor.stream.once("end", () => super.end());
    this.once("close", () => compressor.stream.destroy());
    this.#compressor = compressor;
  }

  #encoding() {
    if (this.hasHeader("content-encoding") || !isCompressible(this.getHeader("content-type"))) return undefined;
    if (String(this.getHeader("cache-control") ?? "").includes("no-transform")) return undefined;
    this.setHeader("Vary", addVary(this.getHeader("vary"), "Accept-Encoding"));
    return chooseEncoding(this.req.headers["accept-encoding"]);
  }
}

function asBuffer(chunk: Chunk, encoding?: BufferEncoding | Done): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8");
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
