/* What the pages gain from a script. Each of them works without it, and no figure is computed here. */

import "./drafts.js";

const TOKEN = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const PLACE_EVERY = 5000;

document.documentElement.classList.add("js");

/* The forms that htmx sends carry the token too. */
document.addEventListener("htmx:config:request", ({ detail }) => {
  detail.ctx.request.headers["X-CSRFToken"] = TOKEN;
});

/* What is folded is not sent with each move of a form: its id is `data-unfolds`. Unfolding asks. */
document.addEventListener("htmx:config:request", ({ target, detail }) => {
  const folded = document.querySelectorAll(`details:not([open]) [data-unfolds="${target.id}"]`);
  if (folded.length) detail.ctx.request.headers["X-Folded"] = [...folded].map((e) => e.id).join(" ");
});
document.addEventListener(
  "toggle",
  ({ target }) => {
    const part = target.open && target.querySelector?.("[data-unfolds]");
    if (part && !part.firstElementChild) announce(document.getElementById(part.dataset.unfolds));
  },
  true,
);

/* An answer that the network did not take: said beside it, with what sends it again. */
document.addEventListener("htmx:error", ({ target, detail }) => {
  const unsent = target.querySelector?.(":scope > [data-unsent]");
  if (unsent && detail.ctx && !detail.ctx.response) unsent.hidden = false;
});

/* A number and its slider: each follows the other. Only the number is sent. */
const LOCALE = document.documentElement.lang;
const PLURAL = new Intl.PluralRules(LOCALE);

function describe(slider) {
  const { value, min, max, dataset } = slider;
  const unit = PLURAL.select(Number(value)) === "one" ? dataset.one : dataset.unit;
  slider.setAttribute("aria-valuetext", `${Number(value).toLocaleString(LOCALE)} ${unit}`.trim());
  slider.style.setProperty("--at", `${(100 * (value - min)) / (max - min || 1)}%`);
}

function pair(dial) {
  return [dial.querySelector('input[type="number"]'), dial.querySelector('input[type="range"]')];
}

function announce(number) {
  number.dispatchEvent(new Event("input", { bubbles: true }));
  number.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", ({ target }) => {
  const dial = target.closest?.("[data-dial]");
  if (!dial) return;
  const [number, slider] = pair(dial);
  if (!slider) return;
  if (target === slider) {
    number.value = slider.value;
    announce(number);
  } else if (number.value !== "") {
    slider.value = number.value;
  }
  describe(slider);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-dial] [data-step]");
  if (!button) return;
  const [number] = pair(button.closest("[data-dial]"));
  if (button.dataset.step > 0) number.stepUp();
  else number.stepDown();
  announce(number);
});

function prepare(root) {
  for (const dial of root.querySelectorAll("[data-dial]")) {
    const slider = pair(dial)[1];
    if (slider) describe(slider);
  }
}

prepare(document);
document.addEventListener("htmx:after:swap", () => prepare(document));

/* A menu closes when one leaves it. */
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

/* The place in a lesson: the last section whose title went by, told to the server now and then. */
const lesson = document.querySelector("[data-place-url]");

if (lesson) {
  let place = "";
  let told = "";
  let waiting = 0;

  const tell = () => {
    waiting = 0;
    if (place === told) return;
    told = place;
    fetch(lesson.dataset.placeUrl, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": TOKEN },
      body: new URLSearchParams({ place }),
    }).catch(() => {
      told = "";
    });
  };

  const mark = (id) => {
    for (const link of document.querySelectorAll(".contents a[href^='#']")) {
      if (link.hash === `#${id}`) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };

  const watch = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).at(-1);
      if (!seen) return;
      place = seen.target.id;
      mark(place);
      waiting ||= setTimeout(tell, PLACE_EVERY);
    },
    { rootMargin: "0px 0px -60% 0px" },
  );

  for (const part of lesson.querySelectorAll(".prose h2[id], .exercise[id]")) watch.observe(part);
  addEventListener("pagehide", () => waiting && tell());
}
