import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AssayFault } from "../../src/base/fault.ts";
import { loadConfig } from "../../src/config/load.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import type { Environment } from "../../src/config/variables.ts";

const FROM = "Example <no-reply@example.org>";
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const mail = async () => {};
const site = { origin: "https://accounts.example", keysFile: "keys.json" };

function settings(config: object, env: Environment = {}) {
  return resolveConfig({ ...site, ...config }, { env, cwd: "/srv/site", dev: false });
}

function problems(config: object, env: Environment = {}): string {
  try {
    settings(config, env);
    return "";
  } catch (fault) {
    if (fault instanceof AssayFault) return fault.message;
    throw fault;
  }
}

function smtp(smtpUrl: string) {
  return settings({ smtpUrl, mailFrom: FROM }).mail;
}

describe("a mail server", () => {
  test("is named in one address, which is encrypted unless it says otherwise", () => {
    expect(smtp("smtp://user:p%40ss%2Fword@mail.example")).toEqual({
      adapter: "smtp",
      server: {
        host: "mail.example",
        port: 587,
        implicitTls: false,
        tls: "required",
        login: { user: "user", password: "p@ss/word" },
      },
      from: { name: "Example", address: "no-reply@example.org" },
    });
    expect(smtp("smtps://mail.example:4650")).toMatchObject({
      server: { port: 4650, implicitTls: true, tls: "required", login: null },
    });
    expect(smtp("smtps://mail.example")).toMatchObject({ server: { port: 465 } });
    expect(smtp("smtp://mail.example?tls=none")).toMatchObject({ server: { tls: "none" } });
  });

  test.each(["localhost", "127.0.0.1", "127.8.8.8", "[::1]"])("at %s is this machine", (host) => {
    expect(smtp(`smtp://${host}:25`)).toMatchObject({ server: { port: 25, tls: "loopback" } });
    expect(smtp(`smtp://${host}?tls=required`)).toMatchObject({ server: { tls: "required" } });
  });

  test.each(["a.localhost", "10.0.0.1", "localhost.example", "128.0.0.1"])(
    "at %s is another one",
    (host) => {
      expect(smtp(`smtp://${host}`)).toMatchObject({ server: { tls: "required" } });
    },
  );

  test("with an international name is asked for by its ASCII form", () => {
    expect(smtp("smtp://postüst.example")).toMatchObject({
      server: { host: "xn--postst-6ya.example" },
    });
  });

  test.each([
    "http://mail.example",
    "smtp://",
    "smtp://user@mail.example",
    "smtp://:password@mail.example",
    "smtp://mail.example/path",
    "smtp://mail.example?tls=maybe",
    "smtp://mail.example?verify=no",
    "smtp://mail.example?tls=required&tls=none",
    "smtps://mail.example?tls=none",
    "smtp://us%er:password@mail.example",
    "mail.example:587",
  ])("%s is none", (smtpUrl) => {
    expect(problems({ smtpUrl, mailFrom: FROM })).toContain("smtpUrl: expected smtp://USER");
  });

  test("needs to know whom mail is from", () => {
    expect(problems({ smtpUrl: "smtp://mail.example" })).toContain(
      "mailFrom: expected the address",
    );
  });

  test("and a function exclude each other; one of them is needed", () => {
    const both = { mail, smtpUrl: "smtp://mail.example", mailFrom: FROM };
    expect(problems(both)).toContain("expected either mail or smtpUrl, not both");
    expect(problems({})).toContain("ASSAY_SMTP_URL");
    expect(settings({ mail }).mail).toEqual({ adapter: "function", deliver: mail });
  });

  test.each([
    "Example",
    "no-reply@",
    "Example <no-reply@example.org>, more@example.org",
    "Exam\nple <no-reply@example.org>",
    "a@example.org\r\nBcc: b@example.org",
    "",
  ])("does not send from %j", (mailFrom) => {
    const said = problems({ smtpUrl: "smtp://mail.example", mailFrom });
    expect(said).toContain("mailFrom: expected an address");
  });

  test("comes from variables, its secret from a file as well, and is never repeated", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "assay-config-"));
    writeFileSync(join(cwd, "smtp"), "smtp://user:hunter2@mail.example\n");
    const env = {
      ASSAY_ORIGIN: "https://accounts.example",
      ASSAY_KEYS: "x",
      ASSAY_SMTP_URL_FILE: "smtp",
      ASSAY_MAIL_FROM: "no-reply@example.org",
    };
    const loaded = await loadConfig({ cwd, env, dev: false });
    expect(loaded.mail).toMatchObject({ server: { login: { password: "hunter2" } } });
    const twice = { ...env, ASSAY_SMTP_URL: "smtp://mail.example" };
    await expect(loadConfig({ cwd, env: twice, dev: false })).rejects.toMatchObject({
      code: "ASSAY_CONFIG_AMBIGUOUS",
    });
    const wrong = problems({ smtpUrl: "smtp://user:hunter2@", smsUrl: "ftp://user:hunter2@x" });
    expect(wrong).toContain("smtpUrl");
    expect(wrong).toContain("smsUrl");
    expect(wrong).not.toContain("hunter2");
  });
});

describe("text messages", () => {
  const gateway = { mail, smsUrl: "https://sms.example/send", smsSecret: SECRET };

  test("go nowhere until a country is named", () => {
    expect(settings({ mail }).sms).toMatchObject({ carrier: undefined, rules: { countries: [] } });
    expect(settings(gateway).sms.rules.countries).toEqual([]);
    // A country alone carries nothing either.
    expect(settings({ mail, smsCountries: ["+44"] }).sms.rules.countries).toEqual([]);
    const named = settings(gateway, { ASSAY_SMS_COUNTRIES: "+44, +1212" });
    expect(named.sms.rules.countries).toEqual(["+44", "+1212"]);
  });

  test("leave by Twilio, by a gateway of one's own, or by a function", () => {
    const account = `AC${"0".repeat(32)}`;
    const twilio = {
      mail,
      smsUrl: `twilio://${account}:token@api.twilio.com`,
      smsFrom: "+15005550006",
    };
    expect(settings(twilio).sms.carrier).toEqual({
      adapter: "twilio",
      baseUrl: "https://api.twilio.com",
      account,
      user: account,
      password: "token",
      from: "+15005550006",
    });
    const key = { ...twilio, smsUrl: `twilio://SK1:secret@127.0.0.1:8080/${account}` };
    expect(settings(key).sms.carrier).toMatchObject({
      baseUrl: "http://127.0.0.1:8080",
      account,
      user: "SK1",
    });
    expect(settings(gateway).sms.carrier).toEqual({
      adapter: "webhook",
      url: "https://sms.example/send",
      key: new Uint8Array(32).fill(7),
    });
    const sms = async () => {};
    expect(settings({ mail, sms }).sms.carrier).toEqual({ adapter: "function", deliver: sms });
  });

  test.each([
    "http://sms.example/send",
    "https://user:password@sms.example/send",
    "twilio://api.twilio.com",
    "twilio://SK1:secret@api.twilio.com",
    "twilio://AC1:secret@api.twilio.com?x=1",
    "sms.example",
  ])("%s carries none", (smsUrl) => {
    expect(problems({ mail, smsUrl, smsSecret: SECRET })).toContain("smsUrl: expected twilio://");
  });

  test("need what goes with their carrier, and one carrier only", () => {
    expect(problems({ ...gateway, smsSecret: undefined })).toContain("smsSecret: expected");
    expect(problems({ mail, smsUrl: "twilio://AC1:token@api.twilio.com" })).toContain(
      "smsFrom: expected",
    );
    expect(problems({ ...gateway, sms: async () => {} })).toContain("either sms or smsUrl");
  });

  test.each(["secret", "whsec_", "whsec_c2hvcnQ=", `whsec_${"A".repeat(200)}`])(
    "are not signed with %j",
    (smsSecret) => {
      const said = problems({ ...gateway, smsSecret });
      expect(said).toContain("smsSecret: expected whsec_");
      expect(said).not.toContain(`got "`);
    },
  );

  test("have limits by default, each of which may be another one", () => {
    expect(settings({ mail }).sms.rules.limits).toEqual({
      perNumber: 5,
      perAccount: 10,
      perCountry: 200,
      perSite: 1000,
    });
    const limits = settings({ mail, smsLimits: { perSite: 9, perNumber: undefined } }).sms.rules;
    expect(limits.limits).toMatchObject({ perNumber: 5, perSite: 9 });
    expect(problems({ mail, smsLimits: { perSite: -1 } })).toContain("smsLimits: expected");
    expect(problems({ mail, smsLimits: { perDay: 1 } })).toContain("smsLimits: expected");
    expect(problems({ mail, smsCountries: ["44"] })).toContain("smsCountries: expected calling");
  });
});
