// What a report can do beyond being read: search, filters in the address, and a picture that moves. All of it
// reads `data-` attributes; nothing is sent anywhere, and without this file the report is whole.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const form = byId("filters");
  const facets = ["layer", "theory", "modality", "tier", "country", "governance"];
  const items = all("[data-item]");
  const groups = all("[data-group]").reverse();
  const parts = all(".part").filter((part) => part.querySelector("[data-item]"));
  const conclusions = items.filter((item) => item.matches(".finding"));
  const reasons = all("details.why");
  const figures = all("[data-picture]");
  const nodes = all(".canvas .node, .canvas .link");
  const titles = new Map(all(".thing[data-entity]").map((e) => [e.dataset.entity, e.textContent]));
  const texts = new WeakMap();
  let about = "";

  // ---- Filters ----

  const lines = (element, name) =>
    name in element.dataset ? element.dataset[name].split("\n").filter(Boolean) : null;

  /** What a search looks through: an item, what it is about, and the headings of its row and its group. */
  const text = (item) => {
    if (!texts.has(item)) {
      const row = item.closest("tr");
      const group = item.parentElement.closest("[data-group]");
      const near = [
        row && row.querySelector("th"),
        item.closest("tbody")?.querySelector(".head th"),
        group && group.querySelector("h3, h4"),
      ];
      texts.set(item, [item, ...near].map((e) => (e ? e.textContent : ""))
        .concat(item.dataset.about || "").join(" ").toLowerCase());
    }
    return texts.get(item);
  };

  const fields = () => new FormData(form);

  const wanted = () => {
    const data = fields();
    const chosen = facets.map((name) => [name, data.get(name) || ""]).filter((pair) => pair[1]);
    const words = (data.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    return { chosen, words, isActive: chosen.length > 0 || words.length > 0 || about !== "" };
  };

  const fits = (item, { chosen, words }) =>
    chosen.every(([name, value]) => {
      const values = lines(item, name);
      return values === null || values.includes(value);
    })
    && (about === "" || (lines(item, "about") || []).includes(about))
    && words.every((word) => text(item).includes(word));

  const apply = () => {
    const filter = wanted();
    for (const item of items) item.hidden = filter.isActive && !fits(item, filter);
    for (const group of groups) {
      group.hidden = filter.isActive && !group.querySelector("[data-item]:not([hidden])");
    }
    for (const part of parts) {
      part.querySelector(":scope > .none").hidden =
        !filter.isActive || part.querySelector("[data-item]:not([hidden])") !== null;
    }
    const shown = conclusions.filter((item) => !item.hidden).length;
    byId("status").textContent = filter.isActive
      ? `${shown} of ${conclusions.length} conclusions`
      : `${conclusions.length} conclusions`;
    const note = byId("about");
    note.hidden = about === "";
    note.querySelector("strong").textContent = titles.get(about) || about;
    for (const node of nodes) {
      node.classList.toggle("is-hot", node.dataset.entity === about);
      if (node.hasAttribute("aria-pressed")) {
        node.setAttribute("aria-pressed", String(node.dataset.entity === about));
      }
    }
    const layer = fields().get("layer");
    if (layer) show(figures.findIndex((figure) => figure.dataset.picture === layer));
  };

  // ---- The address ----

  const write = () => {
    const query = new URLSearchParams();
    for (const [name, value] of fields()) if (value) query.set(name, value);
    if (about) query.set("about", about);
    const address = query.size > 0 ? "?" + query : location.pathname;
    try {
      history.replaceState(null, "", address + location.hash);
    } catch {
      // A browser that lets no page from disk change its address: the filters work all the same.
    }
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const control of form.elements) {
      if (!control.name) continue;
      const value = query.get(control.name) || "";
      if (control.type === "radio") {
        control.checked = control.value === value;
      } else {
        control.value = value;
        if (control.value !== value) control.value = "";
      }
    }
    const radios = [...form.elements].filter((control) => control.type === "radio");
    if (radios.length > 0 && !radios.some((radio) => radio.checked)) radios[0].checked = true;
    about = query.get("about") || "";
    if (about && !items.some((item) => (lines(item, "about") || []).includes(about))) about = "";
  };

  const update = () => {
    apply();
    write();
  };

  const clear = () => {
    for (const control of form.elements) {
      if (control.type === "radio") control.checked = control.value === "";
      else if (control.name) control.value = "";
    }
    about = "";
    update();
  };

  const select = (entity) => {
    about = about === entity ? "" : entity;
    update();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  byId("clear").addEventListener("click", clear);
  byId("about").querySelector("button").addEventListener("click", () => {
    select(about);
    byId("search").focus();
  });

  // ---- Reasons ----

  const unfold = (open) => {
    for (const reason of reasons) reason.open = open;
    byId("unfold").setAttribute("aria-pressed", String(open));
    byId("unfold").textContent = open ? "Hide all reasons" : "Show all reasons";
  };

  byId("unfold").addEventListener("click", (event) => {
    unfold(event.currentTarget.getAttribute("aria-pressed") !== "true");
  });

  /** Where a link within the report leads must be seen: not filtered out, and with its reason. */
  const reveal = () => {
    const target = location.hash.length > 1 && byId(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    const reason = target.querySelector(":scope > details.why");
    if (reason) reason.open = true;
    target.scrollIntoView();
  };

  addEventListener("hashchange", reveal);

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("main details:not(.condition)").filter((details) => !details.open);
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });

  // ---- The picture ----

  const buttons = all("[data-show]");

  const show = (index) => {
    if (index < 0 || figures.length < 2) return;
    figures.forEach((figure, place) => { figure.hidden = place !== index; });
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === index)));
  };

  buttons.forEach((button, index) => button.addEventListener("click", () => show(index)));
  if (figures.length > 1) {
    buttons[0].parentElement.hidden = false;
    show(figures.length - 1);
  }

  /** Zoom and movement are changes of the view box, so that nothing is styled by hand. */
  const live = (figure) => {
    const canvas = figure.querySelector(".canvas");
    const svg = canvas.querySelector("svg");
    if (!svg) return;
    if (!svg.hasAttribute("viewBox")) {
      const box = svg.getBBox();
      svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    }
    const whole = svg.getAttribute("viewBox").split(/[\s,]+/).map(Number);
    let view = [...whole];
    const set = (next) => {
      view = next;
      svg.setAttribute("viewBox", view.map((number) => number.toFixed(2)).join(" "));
    };
    const zoom = (factor, at = [0.5, 0.5]) => {
      const width = Math.min(whole[2] * 1.5, Math.max(whole[2] / 12, view[2] / factor));
      const scale = width / view[2];
      set([
        view[0] + view[2] * at[0] * (1 - scale), view[1] + view[3] * at[1] * (1 - scale),
        width, view[3] * scale,
      ]);
    };
    const move = (x, y) => set([view[0] + view[2] * x, view[1] + view[3] * y, view[2], view[3]]);
    const actions = { in: () => zoom(1.35), out: () => zoom(1 / 1.35), whole: () => set([...whole]) };

    figure.querySelector(".tools").hidden = false;
    for (const button of all("[data-zoom]", figure)) {
      button.addEventListener("click", actions[button.dataset.zoom]);
    }
    canvas.classList.add("is-live");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "group");
    canvas.setAttribute(
      "aria-label",
      `${figure.querySelector("figcaption").textContent}. Arrows move it, plus and minus zoom, 0 shows all of it.`);
    const keys = {
      "+": actions.in, "=": actions.in, "-": actions.out, "0": actions.whole,
      ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0),
      ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1),
    };
    canvas.addEventListener("keydown", (event) => {
      if (event.target !== canvas || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    });
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300),
        [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    }, { passive: false });

    let held = null;
    let hasMoved = false;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      held = [event.clientX, event.clientY];
      hasMoved = false;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!held) return;
      const [x, y] = [event.clientX - held[0], event.clientY - held[1]];
      if (!hasMoved && Math.hypot(x, y) < 4) return;
      if (!hasMoved) canvas.setPointerCapture(event.pointerId);
      hasMoved = true;
      canvas.classList.add("is-held");
      const box = svg.getBoundingClientRect();
      move(-x / box.width, -y / box.height);
      held = [event.clientX, event.clientY];
    });
    const release = () => {
      held = null;
      canvas.classList.remove("is-held");
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("click", (event) => {
      const node = event.target.closest(".node, .link");
      if (node && !hasMoved) select(node.dataset.entity);
      hasMoved = false;
    });
  };

  figures.forEach(live);

  for (const node of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-pressed", "false");
    node.setAttribute("aria-label", titles.get(node.dataset.entity) || node.dataset.entity);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      select(node.dataset.entity);
    });
  }

  const point = (entity) => {
    for (const node of nodes) {
      node.classList.toggle("is-hot", node.dataset.entity === (entity || about));
    }
  };

  for (const [enter, leave] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => {
      const named = event.target.closest?.("[data-entity]");
      if (named && nodes.length > 0) point(named.dataset.entity);
    });
    document.addEventListener(leave, () => { if (nodes.length > 0) point(""); });
  }

  const drawn = new Set(nodes.map((node) => node.dataset.entity));
  for (const button of all("[data-locate]")) {
    if (!drawn.has(button.dataset.locate)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      about = button.dataset.locate;
      update();
      byId("picture").scrollIntoView();
    });
  }

  // ---- The start ----

  const tools = byId("tools");
  const isWide = matchMedia("(min-width: 64rem)");
  const fold = () => { tools.open = isWide.matches || wanted().isActive; };
  tools.hidden = false;
  isWide.addEventListener("change", fold);
  read();
  apply();
  fold();
  reveal();
})();
