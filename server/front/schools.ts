import { openDb } from "@/server/lib/db/client";

interface SchoolHosts {
  id: string;
  hosts: string[];
  isDefault: boolean;
}

export interface SchoolFinder {
  /** The id of the school that a host leads to, or of the default one; undefined in an empty installation. */
  idOf: (host: string) => string | undefined;
  isKnownHost: (hostname: string) => boolean;
  stop: () => void;
}

const REFRESH_MS = 10_000;

/** Which school each host leads to, read at the start and every ten seconds, so that the door itself never waits. */
export async function watchSchools(read: () => Promise<SchoolHosts[]> = readSchools): Promise<SchoolFinder> {
  let schools: SchoolHosts[] = [];
  const refresh = async () => {
    try {
      schools = await read();
    } catch {
      // The database is away: what was known stays until it is back.
    }
  };
  await refresh();
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  timer.unref();
  return {
    idOf: (host) => {
      const name = host.toLowerCase().replace(/:\d+$/, "");
      const found = schools.find((school) => school.hosts.includes(name)) ?? schools.find((school) => school.isDefault) ?? schools[0];
      return found?.id;
    },
    isKnownHost: (hostname) => schools.some((school) => school.hosts.includes(hostname)),
    stop: () => clearInterval(timer),
  };
}

function readSchools(): Promise<SchoolHosts[]> {
  return openDb().school.findMany({ select: { id: true, hosts: true, isDefault: true }, orderBy: { createdAt: "asc" } });
}
