import pg from "pg";

import { PUBLIC_CHANNEL } from "@/server/lib/http/public-pages";

export interface ListenOptions {
  databaseUrl: string;
  /** News: a school's pages changed, all or those with a tag. */
  onDrop: (schoolId: string, tag?: string) => void;
  /** News may have been missed: the connection was lost, and is back. */
  onGap: () => void;
  /** How long to wait before connecting again, in milliseconds. */
  retryMs?: number;
}

const RETRY_MS = 1000;

/** Hears, over one connection of its own, which public pages changed anywhere. Connects again for as long as it takes. */
export class DropListener {
  #client?: pg.Client;
  #timer?: NodeJS.Timeout;
  #isStopped = false;
  #hadConnection = false;

  constructor(private readonly options: ListenOptions) {}

  async start(): Promise<void> {
    if (this.#isStopped) return;
    const client = new pg.Client({ connectionString: this.options.databaseUrl, application_name: "kingsgate-front", keepAlive: true });
    this.#client = client;
    client.on("notification", ({ payload }) => {
      const [schoolId, tag] = (payload ?? "").split(":", 2);
      if (schoolId) this.options.onDrop(schoolId, tag || undefined);
    });
    client.on("error", () => this.#again(client));
    client.on("end", () => this.#again(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${PUBLIC_CHANNEL}`);
      if (this.#hadConnection) this.options.onGap();
      this.#hadConnection = true;
    } catch {
      this.#again(client);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #again(client: pg.Client): void {
    if (this.#isStopped || this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), this.options.retryMs ?? RETRY_MS);
  }
}
