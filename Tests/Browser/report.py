"""Drives reports in a headless Chromium, as a reader would: from disk, with and without JavaScript.

usage: report.py GVC CHROMIUM PROJECT ...

It says what it tried, and ends with status 1 where anything is not as it must be.
"""

import html
import io
import pathlib
import re
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright
from pypdf import PdfReader

# Tells what a policy stopped; it is there before the page is.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""

# What the keyboard must reach: everything that can be used and is shown. Of radio buttons that belong together
# it is the chosen one; arrows lead to the others.
REACHABLE = """() => {
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.disabled;
  const all = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return all.filter((e) => shown(e) && !(e.type === "radio" && !e.checked))
    .map((e, index) => { e.dataset.test = index; return index; }).length;
}"""

# The contrast of every text with what is behind it, by WCAG 2; what falls short of AA is returned.
CONTRAST = """() => {
  const numbers = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg") || e.closest("[aria-hidden='true']") || !e.checkVisibility()) continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(numbers(style.color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) poor.push(e.className + " " + ratio.toFixed(2));
  }
  return poor;
}"""

PICTURE = """<svg viewBox="0 0 300 200" role="img" aria-label="A chain">
<g class="link" data-entity="{link}"><path d="M150 60 V140" stroke="#666" fill="none"/></g>
<g class="node" data-entity="{buyer}"><rect x="90" y="20" width="120" height="40" fill="#ddd"/></g>
<g class="node" data-entity="{maker}"><rect x="90" y="140" width="120" height="40" fill="#ddd"/></g></svg>"""

HOSTILE = """
use caspari2003
source paper "<script>window.hacked = 1</script>" { author: "A" title: "<img src=x onerror=hacked=1>" url: "javascript:hacked=1" }
buyer house "\\" onfocus=hacked=1 autofocus x=\\"" { core: [design, branding] from paper "<svg onload=hacked=1>" }
firm maker "</title></style></script><script>hacked=1</script>" { performs: [production] from paper "]]>" }
link maker -> house { governance: quasi_hierarchical share_of_sales: 90% from paper "<b>x</b>" }
"""

problems = []


def check(holds, what):
    """Notes what is not as it must be."""
    if not holds:
        problems.append(what)
        print(f"  ✘ {what}")


def write(gvc, project, directory, name):
    """The report of a project, as a file; with a small picture where it has none."""
    file = directory / f"{name}.html"
    subprocess.run([gvc, "report", project, "-o", file], check=True, capture_output=True)
    text = file.read_text(encoding="utf-8")
    return file, text


def link_of_a_subject(text):
    """A link of the page, one of whose ends something is concluded of; none where there is no such."""
    names = [
        html.unescape(part.split('"')[0]) for part in text.split('data-entity="')[1:]]
    subjects = [html.unescape(name) for name in re.findall(
        r'<h3><span class="thing" data-entity="([^"]*)"', text)]
    return next(
        (name for name in names
         if name.count(" -> ") == 1 and set(name.split(" -> ")) & set(subjects)), None)


def with_pictures(text, link, buyer, maker):
    """The page with two pictures, as the report places them."""
    svg = PICTURE.format(link=link.replace(">", "&gt;"), buyer=buyer, maker=maker)
    tools = "".join(
        f'<button type="button" data-zoom="{name}" aria-label="{name}">{name}</button>'
        for name in ["in", "out", "whole"])
    figures = "".join(
        f'<figure data-picture="{layer}"><div class="tools" hidden>{tools}</div>'
        f'<div class="canvas">{svg}</div><figcaption>{layer}</figcaption></figure>'
        for layer in ["before", "after"])
    buttons = "".join(
        f'<button type="button" data-show="" aria-pressed="false">{layer}</button>'
        for layer in ["before", "after"])
    section = (
        '<section id="picture" class="part"><h2>The picture</h2><div class="pictures">'
        f'<div class="switch" role="group" aria-label="Which picture" hidden>{buttons}</div>'
        f"{figures}</div></section>")
    return text.replace('<section id="verdicts"', section + '<section id="verdicts"', 1)


class Reader:
    """A page in the browser, and all that it says and asks for."""

    def __init__(self, browser, file, query="", **options):
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.page = self.context.new_page()
        self.said = []
        self.asked = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("a dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        if options.get("java_script_enabled", True):
            self.page.add_init_script(WATCH)
        self.address = file.as_uri()
        self.page.goto(self.address + query)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def count(self, selector):
        return self.page.locator(selector).count()

    def shown(self, selector):
        return self.page.locator(selector + ":not([hidden])").count()

    def is_quiet(self, name):
        check(self.said == [], f"{name}: the console says {self.said[:3]}")
        other = [url for url in self.asked if url.split("?")[0].split("#")[0] != self.address]
        check(other == [], f"{name}: it asks for {other[:3]}")
        violations = self.page.evaluate("window.violations")
        check(violations == [], f"{name}: the policy stopped {violations[:3]}")


def opens(browser, file, name):
    """It opens quietly, at every width, in both colours, and every text can be read."""
    for scheme in ["light", "dark"]:
        with Reader(browser, file, color_scheme=scheme) as reader:
            poor = reader.page.evaluate(CONTRAST)
            check(poor == [], f"{name}: too little contrast in {scheme}: {poor[:3]}")
            reader.page.locator("#unfold").click()
            poor = reader.page.evaluate(CONTRAST)
            check(poor == [], f"{name}: too little contrast in {scheme}, unfolded: {poor[:3]}")
            reader.is_quiet(name)
    for width in [320, 390, 768, 1024, 1440]:
        with Reader(browser, file, viewport={"width": width, "height": 800}) as reader:
            wide = reader.page.evaluate("document.documentElement.scrollWidth")
            check(wide <= width, f"{name}: {wide} pixels wide in a window of {width}")


def filters(browser, file, name):
    """Every choice of every filter shows what has it and nothing else, and stands in the address."""
    with Reader(browser, file) as reader:
        page = reader.page
        total = reader.count(".finding")
        check(total > 0, f"{name}: no conclusions")
        controls = page.evaluate("""() => [...document.querySelectorAll("#filters select, #filters [type=radio]")]
          .flatMap((c) => c.type === "radio" ? [[c.name, c.value]] : [...c.options].map((o) => [c.name, o.value]))
          .filter((pair) => pair[1])""")
        check(len(controls) > 1, f"{name}: no filters")
        for facet, value in controls:
            field = page.locator(f'#filters [name="{facet}"]')
            if field.first.evaluate("(e) => e.type") == "radio":
                page.locator(f'#filters [name="{facet}"][value="{value}"]').check()
            else:
                field.select_option(value)
            wrong = page.evaluate("""([facet, value]) => [...document.querySelectorAll("[data-item]")]
              .filter((e) => facet in e.dataset)
              .filter((e) => e.hidden === e.dataset[facet].split("\\n").includes(value)).length""",
              [facet, value])
            check(wrong == 0, f"{name}: {facet} = {value} shows or hides {wrong} wrongly")
            check(f"{facet}=" in page.url, f"{name}: {facet} is not in the address")
            shown = reader.shown(".finding")
            said = page.locator("#status").inner_text()
            check(said == f"{shown} of {total} conclusions", f"{name}: it says “{said}” of {shown}")
            empty = page.evaluate("""() => [...document.querySelectorAll("[data-group]:not([hidden])")]
              .filter((g) => !g.querySelector("[data-item]:not([hidden])")).length""")
            check(empty == 0, f"{name}: {empty} groups are shown with nothing in them")
            with Reader(browser, file, "?" + page.url.partition("?")[2]) as again:
                check(again.shown(".finding") == shown, f"{name}: the address gives something else")
                again.is_quiet(name)
            page.locator("#clear").click()
            check(reader.shown(".finding") == total, f"{name}: clearing leaves things hidden")
            check("?" not in page.url, f"{name}: clearing leaves the address")
        reader.is_quiet(name)


def searches(browser, file, name):
    """A search shows what has all its words."""
    with Reader(browser, file) as reader:
        page = reader.page
        word = page.locator(".finding h4").first.inner_text().split()[-1].strip(".,:").lower()
        page.locator("#search").fill(word)
        texts = page.locator(".finding:not([hidden])").all_text_contents()
        check(len(texts) > 0, f"{name}: nothing is found for “{word}”")
        abouts = page.locator(".finding:not([hidden])").evaluate_all(
            "(all) => all.map((e) => e.closest('.subject').textContent.toLowerCase())")
        check(all(word in text for text in abouts), f"{name}: something else is found")
        check("q=" in page.url, f"{name}: the search is not in the address")
        page.locator("#search").fill("zzzz no such word")
        check(reader.shown("[data-item]") == 0, f"{name}: nonsense is found")
        check(page.locator("#findings > .none").is_visible(), f"{name}: an empty part says nothing")
        # A link to what is filtered out leads there all the same.
        page.evaluate("location.hash = '#finding-1'")
        page.wait_for_function("!document.querySelector('#finding-1').hidden")
        check(
            page.locator("#finding-1 > details").evaluate("(e) => e.open"),
            f"{name}: a link to a conclusion does not open its reason")
        reader.is_quiet(name)


def keyboard(browser, file, name):
    """Tab reaches everything that can be used, in its order, and shows where it is."""
    with Reader(browser, file) as reader:
        page = reader.page
        count = page.evaluate(REACHABLE)
        reached, unseen = [], 0
        for _ in range(count + 2):
            page.keyboard.press("Tab")
            place = page.evaluate("""() => {
              const e = document.activeElement;
              return [e.dataset.test ?? null, getComputedStyle(e).outlineStyle]; }""")
            if place[0] is None:
                break
            reached.append(int(place[0]))
            unseen += place[1] == "none"
        check(
            reached == list(range(count)),
            f"{name}: the keyboard reaches {len(set(reached))} of {count}")
        check(unseen == 0, f"{name}: the focus does not show {unseen} times")
        # The first is the way past the contents.
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        check(page.evaluate("document.activeElement.id") == "main", f"{name}: the skip link does not lead")


def without_script(browser, file, name):
    """Without JavaScript everything is there, and nothing that would not work."""
    with Reader(browser, file) as reader:
        content = reader.page.locator("main").text_content()
        total = reader.count(".finding")
    with Reader(browser, file, java_script_enabled=False) as reader:
        page = reader.page
        check(page.locator("main").text_content() == content, f"{name}: without a script it says less")
        visible = page.locator(".finding h4:visible").count()
        check(visible == total, f"{name}: without a script {visible} of {total} are seen")
        check(page.locator("#filters").is_hidden(), f"{name}: filters without a script")
        check(page.locator("button:visible").count() == 0, f"{name}: buttons without a script")
        page.locator(".why > summary").first.click()
        check(page.locator(".facts").first.is_visible(), f"{name}: a reason does not open")
        check(reader.said == [], f"{name}: {reader.said[:3]}")


def prints(browser, file, name):
    """As a PDF it has all texts, with the reasons, and none of the controls; also without JavaScript."""
    for has_script in [True, False]:
        with Reader(browser, file, java_script_enabled=has_script) as reader:
            page = reader.page
            places = page.locator("code.place").all_text_contents()
            # Where the number stands in the text of a PDF, nobody knows.
            messages = page.locator(".finding h4").evaluate_all("(all) => all.map((e) => e.lastChild.data)")
            title = page.locator("h1").inner_text()
            pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        text = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
        check("".join(title.split()) in text, f"{name}: the print has no title")
        for what in messages + places:
            missing = "".join(what.split()) not in text
            if missing:
                check(False, f"{name}: “{what}” is not printed")
                break
        for control in ["Searchandfilters", "Showallreasons", "Skiptothereport"]:
            check(control not in text, f"{name}: a control is printed: {control}")


def pictures(browser, file, name):
    """A picture zooms, moves, and chooses what the report is about; tables point at it."""
    with Reader(browser, file) as reader:
        page = reader.page
        check(reader.shown("[data-picture]") == 1, f"{name}: not one picture is shown")
        page.locator("[data-show]").first.click()
        figure = page.locator("[data-picture='before']")
        check(figure.is_visible(), f"{name}: the other picture is not shown")
        canvas, svg = figure.locator(".canvas"), figure.locator("svg")
        whole = svg.get_attribute("viewBox")
        views = [whole]
        for action in [
            lambda: figure.locator("[data-zoom=in]").click(), lambda: canvas.press("ArrowRight"),
            lambda: canvas.press("-"),
        ]:
            action()
            check(svg.get_attribute("viewBox") not in views, f"{name}: the picture stands still")
            views.append(svg.get_attribute("viewBox"))
        canvas.press("0")
        same = [float(x) for x in svg.get_attribute("viewBox").split()] == [
            float(x) for x in whole.split()]
        check(same, f"{name}: the whole picture does not come back")
        # A node of which something is concluded.
        entity = page.evaluate("""() => {
          const subjects = [...document.querySelectorAll(".subject h3 .thing")].map((e) => e.dataset.entity);
          const nodes = [...document.querySelectorAll("[data-picture='before'] .node")].map((e) => e.dataset.entity);
          return nodes.find((entity) => subjects.includes(entity)) ?? null; }""")
        check(entity is not None, f"{name}: nothing is concluded of any node")
        if entity is None:
            return
        node = figure.locator(f'.node[data-entity="{entity}"]')
        node.focus()
        page.keyboard.press("Enter")
        check("about=" in page.url, f"{name}: a chosen node is not in the address")
        wrong = page.evaluate("""(entity) => [...document.querySelectorAll(".finding:not([hidden])")]
          .filter((e) => !e.dataset.about.split("\\n").includes(entity)).length""", entity)
        check(wrong == 0 and reader.shown(".finding") > 0, f"{name}: a node chooses wrongly")
        check(node.get_attribute("aria-pressed") == "true", f"{name}: a chosen node does not say so")
        page.locator("#about button").click()
        check("about=" not in page.url, f"{name}: a choice does not end")
        node.click()
        check("about=" in page.url, f"{name}: the mouse chooses nothing")
        page.locator("#clear").click()
        page.locator(f'.subject h3 [data-entity="{entity}"]').hover()
        check(
            figure.locator(".node.is-hot").count() == 1, f"{name}: a table does not point at the picture")
        layer = page.locator("#filters [name=layer][value=after]")
        if layer.count() > 0:
            layer.check()
            check(page.locator("[data-picture='after']").is_visible(), f"{name}: the picture does not follow")
        reader.is_quiet(name)


def main(gvc, chromium, projects):
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        directory = pathlib.Path(scratch)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for project in projects:
            name = pathlib.Path(project).name
            print(f"{name}: opens, filters, searches, keyboard, without a script, print")
            file, _ = write(gvc, project, directory, name)
            for trial in [opens, filters, searches, keyboard, without_script, prints]:
                trial(browser, file, name)
        print("a picture: zoom, movement, choice")
        tried = False
        for project in projects:
            file, text = write(gvc, project, directory, "picture")
            if not (link := link_of_a_subject(text)):
                continue
            buyer, maker = reversed(link.split(" -> "))
            file.write_text(
                text if "data-picture=" in text else with_pictures(text, link, buyer, maker),
                encoding="utf-8")
            pictures(browser, file, "picture")
            keyboard(browser, file, "picture")
            tried = True
            break
        check(tried, "no project has a link of which something is concluded")
        print("hostile names")
        case = directory / "hostile.gvc"
        case.write_text(HOSTILE, encoding="utf-8")
        file, _ = write(gvc, case, directory, "hostile")
        with Reader(browser, file) as reader:
            reader.page.locator("#unfold").click()
            check(reader.count(".finding") > 0, "hostile: no conclusions")
            check(reader.page.evaluate("window.hacked === undefined"), "hostile: a name ran")
            foreign = "main img, main script, main svg:not(.gvc-picture), main [onload], main svg b, main svg a"
            check(reader.count(foreign) == 0, "hostile: a name became markup")
            reader.is_quiet("hostile")
        browser.close()
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
