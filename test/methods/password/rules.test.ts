import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { isCommon } from "../../../src/methods/password/common.ts";
import { passwordEvidence } from "../../../src/methods/password/evidence.ts";
import { checkNewPassword } from "../../../src/methods/password/rules.ts";
import { parsePassword, passwordLength } from "../../../src/methods/password/typed.ts";

const CONTEXT = ["Assay", "accounts.example", "hanna.muster@mail.example", "Hanna Muster"];

function check(typed: unknown, use: "alone" | "beside" = "beside") {
  const checked = checkNewPassword(typed, { use, context: CONTEXT });
  return checked.ok ? checked.value.length : checked.code;
}

describe("length (NIST SP 800-63B-4 section 3.1.1.2)", () => {
  const text = "kvu trw zpq ".repeat(30);

  test.each([
    ["beside", 7, "password_too_short"],
    ["beside", 8, 8],
    ["alone", 14, "password_too_short"],
    ["alone", 15, 15],
    ["alone", 64, 64],
    ["alone", 128, 128],
    ["alone", 256, 256],
    ["alone", 257, "password_too_long"],
  ] as const)("%s another factor or without: %i characters: %s", (use, length, answer) => {
    expect(check(text.slice(0, length), use)).toBe(answer);
  });

  test("is counted in code points, after normalising", () => {
    expect(check("🔑🗝️🐎🍇🥨🎻🪁")).toBe(8);
    expect(check("🔑🗝🐎🍇🥨🎻🪁")).toBe("password_too_short");
    expect(check("e\u0301".repeat(3) + "xkvq")).toBe("password_too_short");
    const long = parsePassword("\u00e4\u0323q".repeat(70));
    expect(long.ok && passwordLength(long.value)).toBe(210);
  });

  test("a very long text is not even looked at", () => {
    expect(check("x".repeat(5_000_000))).toBe("password_too_long");
  });
});

describe("what a password is made of", () => {
  test.each([
    ["small letters alone", "kvutrwzpqmx"],
    ["digits alone", "8302751946"],
    ["spaces", "kv  tr  wz "],
    ["Cyrillic", "лошадьжуётвиноград"],
    ["Chinese", "馬在夜裏吃葡萄呀"],
    ["emoji", "🔑🐎🍇🥨🎻🪁🦔🧭"],
    ["a NUL and control characters", "kv\0tr\u0007wz\tqx"],
    ["a family, joined", "👩‍👩‍👧‍👦 eats a pear"],
  ])("there are no rules of composition: %s", (_, text) => {
    expect(check(text)).toBe(Array.from(text).length);
  });

  test.each([
    ["half a character", "kvutrwz\ud83d"],
    ["the other half", "\udd11kvutrwz"],
    ["the halves in the wrong order", "kvutrwz\udd11\ud83d"],
    ["nothing", ""],
    ["a number", 12_345_678],
    ["null", null],
    ["a list", ["kvutrwzpqm"]],
    ["an object", { toString: () => "kvutrwzpqm" }],
  ])("%s is no password", (_, typed) => {
    expect(check(typed)).toBe("password_malformed");
  });

  test("property: what is read is in NFC, and reads as itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: "binary" })), (typed) => {
        const read = parsePassword(typed);
        if (!read.ok) return;
        expect(read.value.normalize("NFC")).toBe(read.value);
        expect(parsePassword(read.value)).toEqual(read);
      }),
    );
  });
});

describe("the block list", () => {
  test("is what a new password is held against", () => {
    expect(check("Password123!")).toBe("password_common");
    expect(check("passwordpassword", "alone")).toBe("password_common");
  });

  test.each(
    `password password1 Password123! P@ssw0rd Pa$$w0rd2024 passw0rd! PASSWORD 12345678 123456789 1234567890
     qwertyuiop qwerty123 1q2w3e4r 1qaz2wsx zaq12wsx asdfghjkl 87654321 11111111 00000000 abcd1234 abc12345
     iloveyou iloveyou2 sunshine1 princess1 football1 baseball1 superman1 letmein123 welcome1 Welcome2024!
     administrator changeme changeme123 trustno1 Summer2024 Winter2025! dragon123 monkey123 liverpool1
     Michael1987 charlie123 starwars1 pokemon123 passwort123 Sommer2025 qwertz123 azertyuiop motdepasse123
     contraseña1 пароль123 йцукенгш q1w2e3r4t5 a1b2c3d4 aaaaaaaa abababab abcabcabc xxxxxxxx
     letmeinletmein passwordpassword password-password correcthorsebatterystaple aaaaaaaaaaaaaaaaaaaa
     123456789012345678 qwertyuiopasdfghjklzxcvbnm iloveyouiloveyou 1234qwerasdfzxcv 123456password
     ｐａｓｓｗｏｒｄ`
      .split(/\s+/)
      .map((each) => [each]),
  )("has %s", (text) => {
    expect(isCommon(text)).toBe(true);
  });

  test.each([
    "letme in letme in",
    "correct horse battery staple",
    "the quick brown fox jumps over the lazy dog",
  ])("has %j with its spaces", (text) => {
    expect(isCommon(text)).toBe(true);
  });

  test.each([
    "a horse that eats grapes",
    "dragonfruit on tuesday",
    "password of my uncle",
    "my password is long",
    "kvutrwzpq",
    "8302751946",
    "monkey8471",
    "summer in lisbon 1987",
    "liverpool street 9am",
    "тихая лошадь ест",
    "馬在夜裏吃葡萄呀",
    "qwertyish behaviour",
    "correct horse stapled",
  ])("is held against the whole password alone: %j is not on it", (text) => {
    expect(isCommon(text)).toBe(false);
  });

  test("has far more than three thousand that fit the policy (ASVS 5.0 V6.2.4)", () => {
    const words = readFileSync(
      new URL("../../../src/methods/password/common-words.txt", import.meta.url),
      "utf8",
    ).trimEnd();
    const list = words.split("\n");
    const fitting = list.flatMap((word) => [
      word,
      `${word}1`,
      `${word}123`,
      `${word}2024`,
      `${word}!`,
    ]);
    const long = new Set(fitting.filter((each) => Array.from(each).length >= 8));
    expect(long.size).toBeGreaterThan(3000);
    expect([...long].filter((each) => !isCommon(each))).toEqual([]);
  });

  test("is sorted, folded, and has nothing twice", () => {
    const text = readFileSync(
      new URL("../../../src/methods/password/common-words.txt", import.meta.url),
      "utf8",
    );
    const list = text.trimEnd().split("\n");
    expect(text.endsWith("\n")).toBe(true);
    expect(list).toEqual([...new Set(list)].toSorted());
    expect(list.filter((word) => word !== word.normalize("NFKC").toLowerCase())).toEqual([]);
    expect(list.filter((word) => /\s/.test(word))).toEqual([]);
  });

  test("property: case never matters", () => {
    const words = fc.constantFrom("password", "iloveyou", "sunshine", "michael1987", "qwertyuiop");
    fc.assert(
      fc.property(
        words,
        fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }),
        (word, upper) => {
          const mixed = Array.from(word, (each, at) =>
            upper[at] === true ? each.toUpperCase() : each,
          );
          expect(isCommon(mixed.join(""))).toBe(true);
        },
      ),
    );
  });

  test("property: what chance makes is hardly ever on it", () => {
    const chance = fc.stringMatching(/^[a-z0-9]{15}$/);
    fc.assert(
      fc.property(chance, (text) => {
        expect(isCommon(text)).toBe(/^(?:(.)\1*|.{0,4})$/.test(text));
      }),
    );
  });
});

describe("words of the context", () => {
  test.each([
    "hanna.muster@mail.example",
    "hannamuster",
    "Hanna Muster 1987!",
    "H4nn4Mu5t3r",
    "hannahanna",
    "mustermuster1",
    "assay-accounts",
    "assayassay2024",
    "assaypassword",
    "passwordhanna1",
    "1987hannamuster",
    "accounts.example",
    "hanna@assay",
  ])("%j is made of them", (text) => {
    expect(check(text)).toBe("password_contextual");
  });

  test.each(["hanna eats grapes", "mustering a smile", "an assay of gold", "hannahorsegrape"])(
    "%j only has one in it",
    (text) => {
      expect(check(text)).toBe(Array.from(text).length);
    },
  );

  test("pieces too short to say anything do not count, and none are needed", () => {
    const rules = { use: "beside" as const, context: ["Jo Li", "a@b.example", "", " ", "..."] };
    expect(checkNewPassword("jolijoli kvq", rules).ok).toBe(true);
    expect(checkNewPassword("kvutrwzpqm", { use: "beside", context: [] }).ok).toBe(true);
  });

  test("however long the words and the password, the answer comes soon", () => {
    const context = Array.from({ length: 60 }, (_, index) => "4".repeat(index + 3));
    const texts = ["4", "a", "44a", "1"].map((unit) => unit.repeat(256).slice(0, 256));
    const before = performance.now();
    for (const text of texts) checkNewPassword(text, { use: "alone", context });
    checkNewPassword("\ufdfa".repeat(256), { use: "alone", context });
    expect(performance.now() - before).toBeLessThan(1500);
  });

  test("property: nothing throws, whatever the password and the words", () => {
    const any = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(any, fc.anything()), fc.array(any), (typed, context) => {
        checkNewPassword(typed, { use: "alone", context });
      }),
      { numRuns: 200 },
    );
  });
});

test.each(["prove", "enrol"] as const)(
  "states %s, and the caller's list stays the caller's",
  (ceremony) => {
    const account = newId<"AccountId">(instant(0));
    const resetBy = ["a@example.org"];
    const about = { credential: "one", length: 17, resetBy };
    const seen = passwordEvidence(ceremony, account, about, instant(5));
    resetBy.push("b@example.org");
    expect(seen).toEqual({
      kind: "password",
      ceremony,
      account,
      at: 5,
      credential: "one",
      length: 17,
      resetBy: ["a@example.org"],
    });
    expect(standingOf(seen)).toBe("seen");
  },
);
