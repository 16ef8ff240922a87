import { describe, expect, test } from "vitest";
import { AssayFault } from "../../src/base/fault.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import type { AssayConfig } from "../../src/config/settings.ts";
import type { Environment } from "../../src/config/variables.ts";

const cwd = "/srv/site";
const mail = async () => {};
const production: AssayConfig = { origin: "https://accounts.example", keysFile: "keys.json", mail };

function resolve(config: unknown, env: Environment = {}, dev = false) {
  return resolveConfig(config, { env, cwd, dev });
}

function problemsOf(config: unknown, env: Environment = {}, dev = false): string {
  try {
    resolve(config, env, dev);
  } catch (fault) {
    if (fault instanceof AssayFault && fault.code === "ASSAY_CONFIG_INVALID") return fault.message;
    throw fault;
  }
  return "";
}

describe("defaults", () => {
  test("development needs nothing", () => {
    expect(resolve({}, {}, true)).toEqual({
      dev: true,
      origin: "http://localhost:3000",
      rpId: "localhost",
      appName: "Assay",
      host: "127.0.0.1",
      port: 3000,
      // No header is believed.
      trustedProxies: [],
      dataDir: "/srv/site/data",
      database: { driver: "sqlite", path: "/srv/site/data/assay.db" },
      providers: undefined,
      mdsUrl: "https://mds.fidoalliance.org/",
      mdsRoots: undefined,
      attestationAnchors: [],
      policy: undefined,
      keys: { kind: "file", path: "/srv/site/.assay/dev-keys.json", createIfMissing: true },
      logLevel: "info",
      mail: undefined,
      sms: {
        carrier: undefined,
        rules: {
          // Nothing leaves in development, so every number may be tried.
          countries: ["+"],
          limits: { perNumber: 5, perAccount: 10, perCountry: 200, perSite: 1000 },
        },
      },
    });
  });

  test("production listens on loopback and takes its names from the origin", () => {
    const settings = resolve(production);
    expect(settings).toMatchObject({
      dev: false,
      rpId: "accounts.example",
      appName: "accounts.example",
      host: "127.0.0.1",
      keys: { kind: "file", path: "/srv/site/keys.json", createIfMissing: false },
    });
  });

  test("production without origin, mail or keys says what each of them needs, at once", () => {
    const problems = problemsOf({});
    expect(problems).toContain("3 problems");
    expect(problems).toMatch(/origin: expected where people reach the site/);
    expect(problems).toMatch(/mail: expected a function/);
    expect(problems).toMatch(/keysFile: .*assay keys new > keys\.json/);
  });
});

describe("variables", () => {
  test("stand over the file", () => {
    const settings = resolve({ ...production, port: 1 }, { ASSAY_PORT: "2", ASSAY_POLICY: "p" });
    expect(settings).toMatchObject({ port: 2, policy: "p" });
  });

  test("PORT counts where ASSAY_PORT is not set, and moves the origin in development", () => {
    expect(resolve({}, { PORT: "4000" }, true)).toMatchObject({
      port: 4000,
      origin: "http://localhost:4000",
    });
    expect(resolve({}, { PORT: "4000", ASSAY_PORT: "5000" }, true).port).toBe(5000);
  });

  test("that are empty are not set", () => {
    expect(resolve({}, { ASSAY_DATA_DIR: "", PORT: "" }, true)).toMatchObject({
      dataDir: "/srv/site/data",
      port: 3000,
    });
  });

  test("that nobody knows are refused, with what was probably meant", () => {
    expect(problemsOf({}, { ASSAY_POLICI: "balanced" }, true)).toContain(
      "ASSAY_POLICI: there is no such variable; did you mean ASSAY_POLICY?",
    );
    expect(problemsOf({}, { ASSAY_DEV: "1" }, true)).toContain("ASSAY_DEV: there is no such");
  });

  test("of the project's own tests, and of others, are none of its business", () => {
    expect(problemsOf({}, { ASSAY_CHROMIUM: "/x", ASSAY_TEST_X: "y", HOME: "/" }, true)).toBe("");
  });

  test("are named where their value is wrong", () => {
    expect(problemsOf({}, { PORT: "http" }, true)).toContain(
      'PORT: expected a whole number from 0 to 65535; got "http"',
    );
  });
});

describe("a configuration file", () => {
  test.each([[undefined], [null], ["text"], [[]]])("that is %j is refused", (config) => {
    expect(problemsOf(config, {}, true)).toContain("config: expected an object");
  });

  test("with an unknown setting is refused, with what was probably meant", () => {
    expect(problemsOf({ rpID: "localhost" }, {}, true)).toContain(
      "rpID: there is no such setting; did you mean rpId?",
    );
    expect(problemsOf({ dev: true }, {}, true)).toContain("dev: there is no such setting");
  });

  test("names every member that is wrong, what was expected and what came", () => {
    const problems = problemsOf(
      { port: 70_000, appName: "", logLevel: "loud", mail: "smtp:", databaseUrl: "mysql:x" },
      {},
      true,
    );
    expect(problems).toContain("5 problems");
    expect(problems).toContain("port: expected a whole number from 0 to 65535; got 70000");
    expect(problems).toContain('appName: expected a name of 1 to 64 characters; got ""');
    expect(problems).toContain("logLevel: expected one of silent,");
    expect(problems).toContain("mail: expected a function");
    expect(problems).toContain(
      "databaseUrl: expected sqlite:PATH or postgres://USER@HOST/DATABASE",
    );
  });

  test("a problem of one member does not hide those of the others", () => {
    const problems = problemsOf({ port: "x", origin: "https://accounts.example" });
    expect(problems).toMatch(/port: /);
    expect(problems).toMatch(/keysFile: /);
  });

  test("a secret is never repeated", () => {
    const problems = problemsOf({ databaseUrl: "mysql://user:hunter2@host/db", keys: 5 }, {}, true);
    expect(problems).toContain(
      "databaseUrl: expected sqlite:PATH or postgres://USER@HOST/DATABASE",
    );
    expect(problems).not.toContain("hunter2");
  });
});

describe("the origin", () => {
  test.each([
    ["http://accounts.example"],
    ["https://accounts.example/"],
    ["https://accounts.example/sign-in"],
    ["https://Accounts.example"],
    ["https://accounts.example:443"],
    ["https://user@accounts.example"],
    ["https://accounts.example."],
    ["https://192.0.2.1"],
    ["https://0xc0000201"],
    ["https://[2001:db8::1]"],
    ["http://127.0.0.1:3000"],
    ["accounts.example"],
    ["ftp://localhost"],
    ["https://*.example"],
  ])("%s is refused", (origin) => {
    expect(problemsOf({ ...production, origin })).toContain("origin: expected an https origin");
  });

  test.each([
    ["https://accounts.example"],
    ["https://accounts.example:8443"],
    ["http://localhost"],
    ["http://localhost:3000"],
    ["http://shop.localhost:3000"],
    ["https://localhost:3000"],
  ])("%s is accepted", (origin) => {
    expect(resolve({ ...production, origin }).origin).toBe(origin);
  });
});

describe("the RP ID", () => {
  test.each([
    ["example.com", "the origin's host"],
    ["other.accounts.example", "the origin's host"],
    ["ounts.example", "the origin's host"],
    ["example", "can be registered"],
    ["ACCOUNTS.example", "in lower case"],
    ["https://accounts.example", "without scheme"],
    ["accounts.example:443", "without scheme"],
    ["accounts.example.", "dot at its end"],
    ["192.0.2.1", "a domain"],
    ["", "a domain"],
  ])("%j is refused for accounts.example", (rpId, why) => {
    const problems = problemsOf({ ...production, rpId });
    expect(problems).toContain("rpId: expected");
    expect(problems).toContain(why);
  });

  test("may be the origin's host or a parent of it", () => {
    const origin = "https://login.accounts.example";
    expect(resolve({ ...production, origin, rpId: "accounts.example" }).rpId).toBe(
      "accounts.example",
    );
    expect(resolve({ ...production, origin }).rpId).toBe("login.accounts.example");
    expect(resolve({ rpId: "localhost" }, {}, true).rpId).toBe("localhost");
  });
});

describe("the keys", () => {
  test("come from one place", () => {
    expect(problemsOf({ ...production, keys: "{}" })).toContain("either keys or keysFile");
    expect(resolve({ ...production, keysFile: undefined, keys: "{}" }).keys).toEqual({
      kind: "text",
      text: "{}",
    });
  });

  test.each([
    [{ keysFile: "data/keys.json" }],
    [{ keysFile: "/srv/site/data/deep/keys.json" }],
    [{ keysFile: "/srv/db/keys.json", databaseUrl: "sqlite:/srv/db/assay.db" }],
  ])("never stand beside the database: %j", (given) => {
    expect(problemsOf({ ...production, ...given })).toContain("keysFile: expected another place");
  });

  test("of development never stand beside the database either", () => {
    expect(problemsOf({ dataDir: ".assay" }, {}, true)).toContain("keysFile: expected another");
  });
});

describe("the proxies that are believed", () => {
  const loopback = { width: 32, bits: 0x7f_00_00_01n, length: 32 };
  const ten = { width: 32, bits: 0x0a_00_00_00n, length: 8 };

  test("are addresses and prefixes, in the file or in one variable", () => {
    const trustedProxies = ["127.0.0.1", "10.0.0.0/8", "::ffff:10.0.0.0/104"];
    expect(resolve({ trustedProxies }, {}, true).trustedProxies).toEqual([loopback, ten, ten]);
    const env = { ASSAY_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" };
    expect(resolve({}, env, true).trustedProxies).toEqual([loopback, ten]);
  });

  test.each([
    "everybody",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.7/8",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "10.0.0/8",
    "2001:db8::1/64",
    "::ffff:10.0.0.0/95",
    "fe80::1%eth0",
    "",
  ])("%j is refused", (text) => {
    expect(problemsOf({ trustedProxies: [text] }, {}, true)).toContain(
      "trustedProxies: expected addresses such as 127.0.0.1 and ::1, or prefixes such as 10.0.0.0/8",
    );
  });

  test("are a list", () => {
    expect(problemsOf({ trustedProxies: "127.0.0.1" }, {}, true)).toContain("trustedProxies:");
  });
});
