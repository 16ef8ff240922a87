// The database of the peers: the same driver that Assay takes where Node.js has none of its own,
// and a commit that is on the disk before it is answered, as Assay's is.
import Database from "libsql";

/** @param {string} path */
export function openDatabase(path) {
  const database = new Database(path);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = ON");
  return database;
}
