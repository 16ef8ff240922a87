import type { DatabaseSetting } from "../config/settings.ts";

/** The URL that opens a database; of a server's it may hold a password. */
export function urlOf(database: DatabaseSetting): string {
  return database.driver === "sqlite" ? `sqlite:${database.path}` : database.url;
}
