import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { isEmptyErrorPage, stripPage } from "./strip";

/** Pages as the framework's production server sent them. */
const page = (name: string) => readFileSync(new URL(`./fixtures/${name}.html`, import.meta.url), "utf8");
const scripts = (html: string) => [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);

describe("a page with a form", () => {
  it("the framework's own page is full of scripts (control)", () => {
    expect(scripts(page("form")).length).toBeGreaterThan(5);
    expect(page("form")).toContain("self.__next_f");
    expect(page("form")).toContain('as="script"');
  });

  it.each(["form", "form-streamed"])("%s: loses every script but our own, every preload and the payload", (name) => {
    const { html } = stripPage(page(name));
    expect(scripts(html)).toEqual(['<script src="/enhance.js" defer>']);
    expect(html).not.toMatch(/__next_f|_next\/static|rel="preload"|<template|<!--|\$RC/);
  });

  it.each(["form", "form-streamed"])("%s: keeps the form, its hidden fields, its words, styles and title", (name) => {
    const { html } = stripPage(page(name));
    expect(html).toContain('<form action="" encType="multipart/form-data" method="POST"><input type="hidden" name="$ACTION_ID_');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
    expect(html).toContain("A &lt;script&gt; in words, &lt;script&gt;alert(1)&lt;/script&gt; 1 and 2");
    expect(html).toContain('<div hidden="">stays hidden</div>');
    expect(html).toContain("<title>A form</title>");
    expect(html).toContain(".hoisted{color:red}</style>");
    expect(html.length).toBeLessThan(page(name).length / 4);
  });

  it("names the hash of every inline style for the policy", () => {
    const hash = createHash("sha256").update(".hoisted{color:red}").digest("base64");
    expect(stripPage(page("form")).styleHashes).toEqual([`'sha256-${hash}'`]);
    expect(stripPage("<p>none</p>").styleHashes).toEqual([]);
  });
});

describe("parts that came late", () => {
  it("stand where a script would have put them, and their stand-ins are gone", () => {
    const { html } = stripPage(page("late"));
    expect(html).toContain("<main><section><div>inner one</div></section><section><div>inner two</div></section></main>");
    expect(html).not.toMatch(/waiting one|waiting two|hidden/);
  });

  it("a part inside a late part finds its place too", () => {
    const html = '<main><!--$?--><template id="B:0"></template><p>wait</p><!--/$--></main><div hidden id="S:0"><i>outer</i><!--$?--><template id="B:1"></template><b>wait</b><!--/$--></div><div hidden id="S:1"><div>inner</div></div>';
    expect(stripPage(html).html).toBe("<main><i>outer</i><div>inner</div></main>");
  });
});

describe("scripts that only look like ours", () => {
  it.each([
    '<script src="/enhance.js.evil"></script>',
    '<script src="https://elsewhere.example/enhance.js"></script>',
    '<script data-x=\'src="/enhance.js"\'>alert(1)</script>',
    '<SCRIPT src="/x.js"></SCRIPT>',
    "<script>alert(1)</script >",
  ])("%s is left out or loses what it holds", (tag) => {
    const { html } = stripPage(`<p>a</p>${tag}<p>b</p>`);
    expect(html).not.toMatch(/alert|evil|elsewhere|x\.js/);
    expect(html).toContain("<p>a</p>");
    expect(html).toContain("<p>b</p>");
  });
});

describe("a page that the framework gave up on", () => {
  it("is recognised: only its script could fill it", () => {
    expect(isEmptyErrorPage(page("broken"))).toBe(true);
    expect(isEmptyErrorPage(page("form"))).toBe(false);
  });
});
