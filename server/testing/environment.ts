import { workerDatabase } from "./database";

/** Gives this test worker its database and the settings that the server asks for. Call it before all tests of a file. */
export async function prepareEnvironment(input: Record<string, string> = {}): Promise<{ url: string }> {
  const { url } = await workerDatabase();
  Object.assign(process.env, { AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://kingsgate.example", ...input, DATABASE_URL: url });
  return { url };
}
