import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const TYPES: ReadonlyMap<string, string> = new Map([
  ["css", "text/css; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["svg", "image/svg+xml"],
]);

interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

/** The stylesheet, the marks and the scripts, read once: what is not listed is not served. */
export function createAssets(): (path: string, request: Request) => Response | null {
  const assets = new Map<string, Asset>([
    ...folder("", new URL("../pages/assets/", import.meta.url)),
    ...folder("browser/", new URL("../browser/", import.meta.url)),
  ]);
  return (path, request) => {
    const asset = assets.get(path);
    if (asset === undefined) return null;
    const { bytes, type, etag } = asset;
    // Scripts import each other by name, so a name keeps and its content is asked for.
    const headers = { "content-type": type, etag, "cache-control": "no-cache" };
    if (request.headers.get("if-none-match") === etag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(bytes, { headers });
  };
}

function folder(prefix: string, url: URL): readonly (readonly [string, Asset])[] {
  return readdirSync(url).flatMap((name) => {
    const type = TYPES.get(name.slice(name.lastIndexOf(".") + 1));
    if (type === undefined) return [];
    const bytes = new Uint8Array(readFileSync(new URL(name, url)));
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    return [[`${prefix}${name}`, { bytes, type, etag }] as const];
  });
}
