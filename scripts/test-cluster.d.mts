/** Types of test-cluster.mjs, for the tests' own TypeScript. */
export declare function urlOf(adminUrl: string, name: string): string;
export declare function ensureMigratedTemplate(adminUrl: string): Promise<string>;
export declare function ensureSeededTemplate(adminUrl: string, mark: string, seed: (url: string) => Promise<void>): Promise<string>;
export declare function cloneDatabase(adminUrl: string, template: string, name: string): Promise<string>;
export declare function dropDatabases(adminUrl: string, names: string[]): Promise<void>;
export declare function openTestCluster(): Promise<{ adminUrl: string; template: string; close: () => Promise<void> }>;
