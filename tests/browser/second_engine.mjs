// axe on a list of pages in Firefox. Reads {firefox, axe, runOnly, pages: [{name, url, cookies, presses}]}
// from standard input and prints a list of [page, rule, targets].
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { firefox, axe, runOnly, pages } = JSON.parse(readFileSync(0, "utf8"));
const source = readFileSync(axe, "utf8");
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
const found = [];
for (const { name, url, cookies, presses } of pages) {
  const context = await browser.createBrowserContext();
  await context.setCookie(...cookies);
  const page = await context.newPage();
  await page.goto(url);
  if (presses) {
    await page.click('main form[method="post"] button:not([name]):not([type="button"])');
    await page.waitForSelector(".problem-summary");
  }
  await page.evaluate(source);
  const violations = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags }).then((report) => report.violations),
    runOnly,
  );
  violations.forEach(({ id, nodes }) => found.push([name, id, nodes.map((node) => node.target.join(" "))]));
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ seen: pages.length, found }));
