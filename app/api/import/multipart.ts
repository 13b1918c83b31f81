import { type UploadedFile, limits } from "@/server/features/people/import/schema";
import { AppError } from "@/server/lib/errors";

const CRLF = "\r\n";
const HEAD_BYTES = 8 * 1024;
/** Text fields of the form, all of them small unless the form has a longer one. */
const FIELD_BYTES = 1024;

/** The bytes of a request in order, a piece kept back as long as it may hold the beginning of a boundary. */
class Input {
  private held: Buffer = Buffer.alloc(0);
  private ended = false;

  constructor(private readonly source: AsyncIterator<Uint8Array>) {}

  private async more(): Promise<void> {
    const { value, done } = await this.source.next();
    if (done) this.ended = true;
    else this.held = this.held.length > 0 ? Buffer.concat([this.held, value]) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  /** Everything before the mark, in pieces; the mark itself is passed over. Throws when the request ends without one. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        return;
      }
      const safe = this.held.length - mark.length + 1;
      if (safe > 0) {
        const piece = this.held.subarray(0, safe);
        this.held = this.held.subarray(safe);
        yield piece;
      }
      if (this.ended) throw new AppError("invalid_input", { file: "broken" });
      await this.more();
    }
  }

  /** The text before the mark, at most so many bytes. */
  async textUntil(mark: string, most: number): Promise<string> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.until(Buffer.from(mark))) {
      length += piece.length;
      if (length > most) throw new AppError("invalid_input", { file: "broken" });
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString("utf8");
  }

  async text(length: number): Promise<string> {
    while (this.held.length < length && !this.ended) await this.more();
    const text = this.held.subarray(0, length).toString("latin1");
    this.held = this.held.subarray(length);
    return text;
  }
}

export interface FormHead {
  /** Text fields that stand before the first file. */
  fields: Map<string, string>;
  files: AsyncGenerator<UploadedFile>;
}

const quoted = (head: string, name: string) => new RegExp(`[;\\s]${name}="((?:[^"\\\\\\r\\n]|\\\\.)*)"`, "i").exec(head)?.[1];

/**
 * Reads a form's files (multipart/form-data, RFC 7578) as they arrive: nothing is held but one piece. Text fields must stand
 * before the files. A file box left empty is passed over. Throws invalid_input for anything that is not such a form.
 */
export async function readUploadForm(contentType: string, body: AsyncIterable<Uint8Array>, fieldBytes = FIELD_BYTES): Promise<FormHead> {
  const boundary = /^multipart\/form-data;.*?boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) throw new AppError("invalid_input", { file: "required" });
  const input = new Input(body[Symbol.asyncIterator]());
  const separator = `${CRLF}--${mark}`;
  await input.textUntil(`--${mark}`, HEAD_BYTES);
  const fields = new Map<string, string>();

  /** The next part's head, or null at the end of the form. */
  async function nextHead(): Promise<string | null> {
    return (await input.text(2)) === CRLF ? input.textUntil(CRLF + CRLF, HEAD_BYTES) : null;
  }

  async function* files(first: string | null): AsyncGenerator<UploadedFile> {
    for (let head = first; head !== null; head = await nextHead()) {
      const name = quoted(head, "filename");
      const chunks = input.until(Buffer.from(separator));
      if (name === undefined || name === "") {
        let size = 0;
        for await (const piece of chunks) if ((size += piece.length) > limits.uploadBytes) throw new AppError("too_large");
        continue;
      }
      yield { name: Buffer.from(name, "utf8").toString("utf8").replaceAll("\\\"", "\""), chunks };
      // Whoever does not read a file to its end has given up on the form.
      for await (const piece of chunks) if (piece.length > 0) throw new AppError("invalid_input", { file: "broken" });
    }
  }

  let head = await nextHead();
  while (head !== null && quoted(head, "filename") === undefined) {
    fields.set(quoted(head, "name") ?? "", await input.textUntil(separator, fieldBytes));
    head = await nextHead();
  }
  return { fields, files: files(head) };
}
