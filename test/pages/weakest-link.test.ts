import { describe, expect, test } from "vitest";
import { accountOf, contextOf, PLAIN, type Said } from "./models.ts";
import { weakestPages } from "./weakest-models.ts";

/** What the page says of what it is given; what it is given was decided elsewhere. */

const HOSTILE: Said = {
  app: "<b>bank</b>",
  email: "<i>ann</i>@example.org",
  name: "<script>name</script>",
  provider: "<u>keeper</u>",
  id: "v1.abc",
};

const pages = (said: Said = PLAIN) => weakestPages(contextOf(said), accountOf(said), said);

function textOf(html: string | undefined): string {
  return (html ?? "").replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

describe("the page of the weakest link", () => {
  test("has a table with a caption and a header for each column and row", () => {
    const html = pages()["weakest-link"] ?? "";
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(html.match(/<caption/g)).toHaveLength(2);
    expect(html.match(/scope="col"/g)).toHaveLength(6);
    expect(html.match(/scope="row"/g)).toHaveLength(7);
    expect(textOf(html)).toContain("Show 1 more line");
  });

  test("names things as their owner does, and a compromise of others by itself", () => {
    const text = textOf(pages()["weakest-link"]);
    expect(text).toContain("somebody takes the security key “Ann&#39;s phone”");
    expect(text).toContain("somebody knows the PIN of the new security key");
    expect(text).toContain("of-an-operator&#39;s-own");
    expect(text).toContain("your phone or computer");
  });

  test("warns where there is no way left, and says what to add", () => {
    const text = textOf(pages()["weakest-link"]);
    expect(text).toContain("No, you would be locked out. To be safe from it, add another passkey");
    expect(text).toContain("Only with help. Get back in with a link that the people who run");
    expect(text).toContain("Ask the people who run Northwind Bank what you can add.");
  });

  test("says where more may be missing, and only there", () => {
    const said = "others may be missing";
    expect(textOf(pages()["weakest-link-incomplete"])).toContain(said);
    expect(textOf(pages()["weakest-link"])).not.toContain(said);
  });

  test("of an account with nothing left warns that its owner has no way in", () => {
    const text = textOf(pages()["weakest-link-none"]);
    expect(text).toContain("Nothing that we look at here takes your account over.");
    expect(text).toContain("you have no way in or back");
    expect(text).toContain("Add a passkey");
  });

  test("has no number that could be read as a score, and no percentage", () => {
    for (const html of Object.values(pages()))
      expect(textOf(html)).not.toMatch(/\d\s*%|score|risk/i);
  });

  test("escapes whatever people and applications say of themselves", () => {
    for (const html of Object.values(pages(HOSTILE))) {
      expect(html).not.toMatch(/<b>bank|<i>ann|<script>name|<u>keeper/);
    }
  });
});
