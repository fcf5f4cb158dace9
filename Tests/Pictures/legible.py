"""Looks at the pictures of `gvc draw` in a headless Chromium: python legible.py GVC CHROMIUM PROJECT ...

In every view of every project no two texts overlap, no text leaves its box or plate, no two boxes overlap, and no
text is smaller than 11 units; a picture asks for nothing and writes no error.
"""

import subprocess
import sys

from playwright.sync_api import sync_playwright

VIEWS = ["chain", "value", "functions", "timeline", "governance"]

FAULTS = """() => {
  const faults = [];
  const box = (e) => e.getBoundingClientRect();
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  // The room of a line is higher than its letters: what counts is from the top of an x to a little below the base.
  const ink = (e) => { const r = box(e); const cut = r.height * 0.22;
    return { left: r.left, right: r.right, top: r.top + cut, bottom: r.bottom - cut * 0.7 }; };
  const texts = [...document.querySelectorAll("svg text")].map((e) => [e, ink(e)]);
  for (let i = 0; i < texts.length; i++) {
    const [e, a] = texts[i];
    if (parseFloat(getComputedStyle(e).fontSize) < 11) faults.push("small: " + e.textContent);
    const page = box(document.querySelector("svg"));
    if (a.left < page.left || a.right > page.right || a.bottom > page.bottom) faults.push("off the picture: " + e.textContent);
    for (let j = i + 1; j < texts.length; j++)
      if (!apart(a, texts[j][1])) faults.push("texts overlap: " + e.textContent + " | " + texts[j][0].textContent);
    const holder = e.closest(".node, .link-label, .field");
    const frame = holder && [...holder.querySelectorAll(".box, .plate, .cell")].map(box);
    // The bars of the flow of value stand under their names.
    if (frame && frame.length && !document.querySelector(".ribbon") &&
        !frame.some((f) => a.left >= f.left && a.right <= f.right && a.top >= f.top && a.bottom <= f.bottom))
      faults.push("out of its box: " + e.textContent);
  }
  const boxes = [...document.querySelectorAll(".node, .link-label")].map((e) => [e, box(e)]);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length; j++)
      if (!apart(boxes[i][1], boxes[j][1]))
        faults.push("boxes overlap: " + boxes[i][0].textContent.slice(0, 60) + " | " + boxes[j][0].textContent.slice(0, 60));
  return { faults, texts: texts.length };
}"""


def main():
    gvc, chromium, *projects = sys.argv[1:]
    failed = seen = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: said.append(request.url) if request.url != "about:blank" else None)
        for project in projects:
            for view in VIEWS:
                command = [gvc, "draw", project, "--view", view, "--theme", "light"]
                svg = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                page.set_content("<body style='margin:0'>" + svg.split("?>", 1)[1])
                result = page.evaluate(FAULTS)
                seen += result["texts"]
                for fault in result["faults"] + said:
                    failed += 1
                    print(f"{project} {view}: {fault}")
                said.clear()
        browser.close()
    print(f"{len(projects)} projects in {len(VIEWS)} views: {seen} texts, {failed} faults")
    return 1 if failed or not seen else 0


sys.exit(main())
