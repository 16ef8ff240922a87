const LOCALHOST = /^(?:[a-z0-9-]+\.)*localhost(?::\d{1,5})?$/i;

/**
 * Refuses every request that was not made to localhost. Listening on loopback keeps other machines
 * out, but not other sites: a page in the developer's own browser can point a name of its own at
 * 127.0.0.1 (DNS rebinding) and read the mailbox. Its requests carry that name.
 */
export function refuseForeignHost(request: Request): Response | undefined {
  const asked = [new URL(request.url).host, request.headers.get("host")];
  if (asked.every((host) => host === null || LOCALHOST.test(host))) return undefined;
  return Response.json(
    {
      code: "host_refused",
      message: "Development mode answers only for localhost and names that end in .localhost.",
      docs: "/docs/errors#host_refused",
    },
    { status: 421 },
  );
}
