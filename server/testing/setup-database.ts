import { openTestCluster } from "@/scripts/test-cluster.mjs";

/**
 * Before all test files: opens the cluster of tests and tells every worker where it is (see database.ts).
 * A database that cannot be opened fails only the tests that ask for one, with the reason.
 */
export default async function setUpDatabase(): Promise<() => Promise<void>> {
  process.env.KINGSGATE_TEST_RUN = String(process.pid);
  try {
    const cluster = await openTestCluster();
    const given = process.env.KINGSGATE_TEST_ADMIN_URL;
    process.env.KINGSGATE_TEST_ADMIN_URL = cluster.adminUrl;
    process.env.KINGSGATE_TEST_TEMPLATE = cluster.template;
    return async () => {
      if (!given) delete process.env.KINGSGATE_TEST_ADMIN_URL;
      await cluster.close();
    };
  } catch (error) {
    process.env.KINGSGATE_TEST_PROBLEM = error instanceof Error ? error.message : String(error);
    return async () => {};
  }
}
