/* What the layout checks ask of a page. Runs inside the page; every function gives a list of faults. */
(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => {
    const label = element.id ? `#${element.id}` : element.className && typeof element.className === "string" ? `.${element.className.trim().replace(/\s+/g, ".")}` : "";
    return `${element.localName}${label} “${(element.textContent || "").trim().slice(0, 40)}”`;
  };
  const every = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const inRegion = (element) => element.closest('[role="region"][tabindex="0"]');

  window.probe = {
    // Wider than the window: the page itself, or something outside a scrolling region of its own.
    sideways() {
      const root = document.documentElement;
      const faults = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth} > ${root.clientWidth}`] : [];
      for (const element of every("body *")) {
        if (inRegion(element) || element.closest("svg, .visually-hidden, .skip")) continue;
        const box = element.getBoundingClientRect();
        if (box.right > root.clientWidth + 1 || box.left < -1) {
          const style = getComputedStyle(element);
          if (style.position === "absolute" && style.clipPath !== "none") continue;
          if (element.closest("thead") && getComputedStyle(element.closest("thead")).clipPath !== "none") continue;
          faults.push(`${name(element)} ${Math.round(box.left)}–${Math.round(box.right)}`);
        }
      }
      for (const region of every('[role="region"][tabindex="0"]')) {
        if (!region.getAttribute("aria-label") && !region.getAttribute("aria-labelledby")) faults.push(`unnamed ${name(region)}`);
      }
      return faults.slice(0, 8);
    },
    // Text that its own box hides.
    clipped() {
      return every("body *").filter((element) => {
        const style = getComputedStyle(element);
        const hides = (value) => value === "hidden" || value === "clip";
        if (!hides(style.overflowX) && !hides(style.overflowY)) return false;
        if (element.closest(".visually-hidden, svg, input, select") || style.clipPath !== "none") return false;
        return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
      }).map(name);
    },
    // Words that lie over other words.
    overlaps() {
      const boxes = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const parent = node.parentElement;
        if (!node.data.trim() || !shown(parent) || parent.closest(".visually-hidden, title, .skip, thead, legend, option")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) boxes.push({ box, node });
      }
      boxes.sort((a, b) => a.box.top - b.box.top);
      const faults = [];
      boxes.forEach((one, index) => {
        for (let other = index + 1; other < boxes.length && boxes[other].box.top < one.box.bottom; other += 1) {
          const two = boxes[other];
          if (two.node === one.node) continue;
          const wide = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
          const high = one.box.bottom - two.box.top;
          const line = Math.min(one.box.height, two.box.height);
          if (wide > 2 && high > line * 0.35) faults.push(`“${one.node.data.trim().slice(0, 30)}” over “${two.node.data.trim().slice(0, 30)}”`);
        }
      });
      return faults.slice(0, 5);
    },
    // Controls lower than a finger, where fingers press.
    small(least) {
      const faults = [];
      for (const control of every(".btn, button, select, summary, input:not([type=hidden])")) {
        if (control.closest(".visually-hidden")) continue;
        const pressed = control.closest("label") || document.querySelector(`label[for="${control.id}"]`)?.closest(".form-check, .choice") || control;
        const height = pressed.getBoundingClientRect().height;
        if (height && height < least - 0.5 && !control.classList.contains("visually-hidden")) faults.push(`${name(pressed)} ${Math.round(height)} px`);
      }
      return faults;
    },
    // Landmarks, one h1, no heading level left out.
    structure() {
      const faults = [];
      for (const tag of ["header", "nav", "main", "footer", "h1"]) {
        const count = document.querySelectorAll(tag === "header" || tag === "footer" ? `body > ${tag}` : tag).length;
        if (count !== 1 && !(tag === "nav" && count > 1)) faults.push(`${count} ${tag}`);
      }
      for (const nav of document.querySelectorAll("nav")) if (!nav.getAttribute("aria-label") && !nav.getAttribute("aria-labelledby")) faults.push("nav without a name");
      if (document.documentElement.lang !== "en-GB") faults.push(`lang ${document.documentElement.lang}`);
      let level = 0;
      for (const heading of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
        if (heading.closest(".problem-summary[role=alert]")) continue;
        const next = Number(heading.localName[1]);
        if (next > level + 1) faults.push(`h${level} then ${name(heading)}`);
        level = next;
      }
      for (const bad of document.querySelectorAll("main h1")) {
        const before = [...document.querySelectorAll("main :is(h2,h3)")].filter((each) => each.compareDocumentPosition(bad) & Node.DOCUMENT_POSITION_FOLLOWING && !each.closest(".problem-summary"));
        before.forEach((each) => faults.push(`${name(each)} before the h1`));
      }
      return faults;
    },
    toTheTop() {
      window.lastStop = null;
      scrollTo(0, 0);
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    },
    // Where the keyboard is: its place in reading order, whether it is seen, and its ring.
    stop() {
      const here = document.activeElement;
      if (!here || here === document.body) return null;
      // The parts of a date field are stops of their own in one and the same element.
      const isLater = !window.lastStop || window.lastStop === here || !!(window.lastStop.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
      window.lastStop = here;
      const lines = [...here.getClientRects()].filter((box) => box.width && box.height);
      const box = lines[0] || here.getBoundingClientRect();
      const middle = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2;
      const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
      const there = document.elementFromPoint(x, y);
      const label = here.closest("label");
      const isSeen = !!there && (here.contains(there) || there.contains(here) && there === label || !!label && label.contains(there));
      let ring = 0;
      for (let each = here; each && !ring; each = each.parentElement) {
        const style = getComputedStyle(each);
        if (style.outlineStyle !== "none") ring = parseFloat(style.outlineWidth);
      }
      return { isLater, isSeen, ring, name: name(here), tag: here.localName, type: here.type || "", group: here.name || "" };
    },
    // Every other thing about a page that is one look.
    facts() {
      const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
      const controls = [...document.querySelectorAll("main :is(input:not([type=hidden],[type=radio],[type=checkbox]), textarea)")];
      return {
        title: document.title,
        heading: text(document.querySelector("h1")),
        footer: [...document.querySelectorAll("footer a")].map(text),
        current: [...document.querySelectorAll("nav [aria-current]")].map((link) => [link.getAttribute("aria-current"), link.pathname === location.pathname]),
        times: [...document.querySelectorAll("time")].filter((time) => Number.isNaN(Date.parse(time.dateTime))).map(name),
        tokens: controls.filter((control) => !control.closest("[method=get]") && !control.readOnly && control.name && !control.id.startsWith("note-")).map((control) => [control.name, control.autocomplete]),
        names: [...document.querySelectorAll("bdi")].length,
        frames: document.querySelectorAll("iframe, object, embed").length,
        styled: document.querySelectorAll("[style], style, script:not([src])").length,
      };
    },
    moving: () => document.getAnimations().length + (getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? 1 : 0),
    // In forced colours a control needs a border that the system paints.
    borderless() {
      return every(".btn, .form-control, .form-select, select, textarea").filter((element) => {
        const style = getComputedStyle(element);
        return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1;
      }).map(name);
    },
    kept() {
      return Promise.all([indexedDB.databases(), caches?.keys?.() ?? []]).then(([databases, stores]) => ({
        local: localStorage.length, session: sessionStorage.length, databases: databases.length, caches: stores.length,
      }));
    },
  };
})();
