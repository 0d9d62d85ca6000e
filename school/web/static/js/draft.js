/* One form of an exercise: what is typed in it, and how far that is kept. */

import * as copies from "./copies.js";

const AFTER_TYPING = 1500;
const BEFORE_ANOTHER_TRY = 10_000;
/* The page's own fields; only what a person typed or chose is compared. */
export const OWN = new Set(
  ["csrf_token", "draw", "revision", "key", "basis", "save", "was", "sitting"],
);
const NAMED = ["draw", "revision", "key", "basis", "save"];
const WORDS = { 401: "ended", 413: "long", 429: "busy" };

/* The sitting of reviews that this page shows, if any. What is typed here may come back elsewhere. */
const SITTING = document.querySelector("[data-sitting]")?.dataset.sitting;
const TOKEN = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const WRITER = identifier();
let turn = 0;
let leaving = false;

/* From now on nothing is kept: whoever was here signs out. */
export function leave() {
  leaving = true;
}

/* Ask the server to keep what was typed, as the next save of this page. `named` gives the page's own
   fields; with `html` the card comes back, which shows what is kept. */
export function save(url, text, named, { html = false, keepalive = false } = {}) {
  turn += 1;
  const fields = new URLSearchParams(text);
  for (const name of NAMED) fields.append(name, named(name) ?? "");
  if (SITTING) fields.append("sitting", SITTING);
  fields.append("writer", WRITER);
  fields.append("turn", turn);
  const headers = { Accept: html ? "text/html" : "application/json", "X-CSRFToken": TOKEN };
  if (html) headers["HX-Request"] = "true";
  return fetch(url, { method: "POST", keepalive, headers, body: fields });
}

export function own(form, name) {
  return form.querySelector(`input[name="${name}"]`);
}

/* A form has no basis when nothing may move in it. */
function value(form, name) {
  return own(form, name)?.value ?? "";
}

export class Draft {
  constructor(form) {
    this.form = form;
    this.exercise = form.closest(".exercise").id;
    this.note = form.querySelector("[data-draft-note]");
    this.kept = typed(form);
    this.dirty = false;
    this.sending = false;
    this.disputed = Boolean(form.querySelector("[data-draft-newer]"));
    this.over = false;
    this.state = "";
    if (this.disputed) this.say("newer");
    else if ("unsaved" in form.dataset) this.change();
  }

  change() {
    const unsaved = "unsaved" in this.form.dataset || typed(this.form) !== this.kept;
    if (!this.dirty && !unsaved) return;
    this.dirty = true;
    const stored = this.copy();
    if (this.disputed || this.over) return;
    this.say(stored ? "pending" : "open");
    this.wait(AFTER_TYPING);
  }

  /* `stamp` names the save that carries the very same text, if one does. */
  copy(stamp = null) {
    if (leaving) return true;
    const named = Object.fromEntries(NAMED.map((name) => [name, value(this.form, name)]));
    return copies.put(this.exercise, { ...named, typed: typed(this.form), stamp });
  }

  wait(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /* One request at a time; the last one of a page that closes does not wait for it. */
  async save(last = false) {
    clearTimeout(this.timer);
    if (leaving || !this.dirty || this.disputed || this.over || (this.sending && !last)) return;
    const text = typed(this.form);
    this.sending = true;
    this.copy(`${WRITER}.${turn + 1}`);
    const named = (name) => value(this.form, name);
    try {
      await this.hear(await save(this.form.dataset.draft, text, named, { keepalive: last }), text);
    } catch {
      this.fail("offline");
    } finally {
      this.sending = false;
    }
  }

  async hear(reply, text) {
    if (!this.form.isConnected) return;
    if (reply.ok) return this.acknowledged(await reply.json(), text);
    if (reply.status === 409) return this.refused(await reply.json());
    this.fail(WORDS[reply.status] ?? (reply.status >= 500 ? "busy" : "reload"));
  }

  acknowledged({ save: stamp, said }, text) {
    own(this.form, "save").value = stamp;
    this.kept = text;
    delete this.form.dataset.unsaved;
    if (typed(this.form) !== text) {
      this.copy();
      return this.wait(AFTER_TYPING);
    }
    this.dirty = false;
    copies.forget(this.exercise);
    this.say("saved", said);
  }

  refused({ newer }) {
    if (!newer) return this.fail("reload");
    this.disputed = true;
    const place = this.form.querySelector("[data-draft-place]");
    place.innerHTML = newer;
    htmx.process(place);
    this.say("newer");
  }

  fail(state) {
    if (!this.form.isConnected) return;
    const passing = state === "offline" || state === "busy";
    this.over = state === "ended" || state === "reload";
    this.say(this.copy() ? state : "open");
    if (passing) this.wait(BEFORE_ANOTHER_TRY);
  }

  /* Shown beside the form at each change; said aloud once a state, and not while one types. */
  say(state, text = "") {
    this.note.replaceChildren(word(state) ?? text);
    this.note.classList.toggle("is-trouble", !["saved", "pending"].includes(state));
    if (state === this.state || state === "pending") return;
    this.state = state;
    document.querySelector("#draft-said").textContent = this.note.textContent.trim();
  }

  /* Signing out now would lose what is typed here. */
  warn() {
    this.say("leaving");
    this.note.tabIndex = -1;
    this.note.focus();
  }

  /* A try that the network did not take is kept, and sent when its author says so. */
  notSent() {
    this.dirty = true;
    this.fail("offline");
  }
}

/* What the page has to say of a state, ready to be shown. */
function word(state) {
  return document.querySelector(`#draft-words [data-draft-word="${state}"]`)?.cloneNode(true);
}

function typed(form) {
  const fields = [...new FormData(form)];
  const ours = ([name, value]) => !OWN.has(name) && typeof value === "string";
  return new URLSearchParams(fields.filter(ours)).toString();
}

function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
