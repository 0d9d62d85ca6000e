/* What is typed in an exercise is never lost: it is copied at once in this browser, kept within
   seconds by the server, and comes back by itself. The copy goes when the server has acknowledged
   the same text, or when one signs out. */

import * as copies from "./copies.js";
import { Draft, OWN, leave, own, save } from "./draft.js";

const BEFORE_SIGNING_OUT = 2000;

const drafts = new Map();
const seen = new WeakSet();
let warned = false;

/* A card that has just come: what it shows is what the server knows. */
function arrived(card) {
  if (!card.querySelector("[data-draft-newer]")) copies.forget(card.id);
  watch(card);
}

function watch(card) {
  seen.add(card);
  const form = card.querySelector("form[data-draft]");
  clearTimeout(drafts.get(card.id)?.timer);
  drafts.delete(card.id);
  if (form) drafts.set(card.id, new Draft(form));
}

/* A copy that the server did not acknowledge is sent as it was, and shown in what comes back. */
async function restore(card, copy) {
  card.inert = true;
  try {
    const url = `/exercices/${card.id}/brouillon`;
    const reply = await save(url, copy.typed, (name) => copy[name], { html: true });
    if (!reply.ok && reply.status !== 409) throw new Error(reply.statusText);
    card.outerHTML = await reply.text();
    htmx.process(document.getElementById(card.id));
    document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  } catch {
    card.inert = false;
    fill(card, copy.typed);
  }
}

/* Put a text back in a form without the server, which will be asked to keep it. */
function fill(card, text) {
  const form = card.querySelector("form[data-draft]");
  if (!form) return;
  const fields = new URLSearchParams(text);
  const left = Object.fromEntries([...fields.keys()].map((name) => [name, fields.getAll(name)]));
  for (const control of form.elements) {
    if (OWN.has(control.name)) continue;
    const values = left[control.name] ?? [];
    if (/radio|checkbox/.test(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values.shift();
    else continue;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function begin() {
  for (const card of document.querySelectorAll(".exercise")) watch(card);
  for (const [exercise, copy] of copies.all()) {
    const card = document.getElementById(exercise);
    const form = card?.querySelector("form[data-draft]");
    if (!card?.matches(".exercise") || "unsaved" in (form?.dataset ?? {})) continue;
    const acknowledged = copy.stamp && form && own(form, "save").value === copy.stamp;
    if (acknowledged) copies.forget(exercise);
    else restore(card, copy);
  }
}

function draftOf(target) {
  const form = target?.closest?.("form[data-draft]");
  return form && drafts.get(form.closest(".exercise").id);
}

function saveAll(last) {
  return Promise.all([...drafts.values()].map((draft) => draft.save(last)));
}

begin();
document.addEventListener("htmx:after:swap", () => {
  for (const card of document.querySelectorAll(".exercise")) if (!seen.has(card)) arrived(card);
});
for (const event of ["input", "change"]) {
  document.addEventListener(event, ({ target }) => {
    warned = false;
    draftOf(target)?.change();
  });
}

/* A try takes its draft away: what is typed is not saved behind its back. */
const isTry = ({ sourceElement }) => sourceElement?.matches?.("form[data-draft]");
document.addEventListener("htmx:before:request", ({ detail }) => {
  if (isTry(detail.ctx)) clearTimeout(draftOf(detail.ctx.sourceElement)?.timer);
});
document.addEventListener("htmx:error", ({ detail }) => {
  const { ctx } = detail;
  if (ctx && isTry(ctx)) draftOf(ctx.sourceElement)?.notSent();
  /* A reading that did not come: the last one is of something else. */
  else if (ctx?.target?.id?.endsWith("-echo")) ctx.target.replaceChildren();
});

addEventListener("online", () => saveAll());
addEventListener("pagehide", () => saveAll(true));
document.addEventListener("visibilitychange", () => document.hidden && saveAll(true));

/* Signing out saves what is left to save, and clears this browser. What could not be saved would be
   lost: that is said first, and done when one signs out again. */
document.addEventListener("submit", async (event) => {
  if (!event.target.matches('form[action="/deconnexion"]')) return;
  event.preventDefault();
  await Promise.race([saveAll(true), new Promise((done) => setTimeout(done, BEFORE_SIGNING_OUT))]);
  const left = [...drafts.values()].find((draft) => draft.dirty || draft.disputed);
  if (left && !warned) {
    warned = true;
    left.warn();
    return;
  }
  leave();
  copies.purge();
  event.target.submit();
});
