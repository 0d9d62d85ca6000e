/* `markup`: words picked in a document, with a pointer or the arrow keys, go to the rows of the form.
   The rows alone are sent, and can be written by hand; nothing is marked here. */

const LINES = ".markup-line";

function words(scope) {
  return [...scope.querySelectorAll("[data-word]")];
}

function parts(node) {
  const scope = node.closest("[data-markup]");
  const find = (name) => scope.querySelector(`[data-${name}]`);
  return { scope, text: find("document"), pick: find("pick"), picked: find("picked") };
}

/* The server joins words by plain spaces; no-break ones are inside words. */
function prepare(text) {
  if (text.tabIndex === 0) return;
  let at = 0;
  for (const line of text.querySelectorAll(LINES)) {
    const pieces = line.textContent.split(" ").flatMap((word) => {
      const piece = document.createElement("span");
      piece.dataset.word = at++;
      piece.textContent = word;
      return [" ", piece];
    });
    line.replaceChildren(...pieces.slice(1));
  }
  text.tabIndex = 0;
  show(text);
}

function range(text) {
  const { from, to } = text.dataset;
  return from === undefined ? null : [Math.min(from, to), Math.max(from, to)];
}

function show(text) {
  const { scope, pick, picked } = parts(text);
  const chosen = range(text);
  const all = words(text);
  const taken = [...scope.querySelectorAll("[data-row]")].map(placed).filter(Boolean);
  for (const [at, word] of all.entries()) {
    word.classList.toggle("is-picked", chosen !== null && at >= chosen[0] && at <= chosen[1]);
    word.classList.toggle("is-taken", taken.some(([first, last]) => at >= first && at <= last));
  }
  pick.hidden = chosen === null;
  picked.textContent = chosen ? said(all, chosen) : "";
}

function said(all, [first, last]) {
  return all.slice(first, last + 1).map((word) => word.textContent).join(" ");
}

function fields(row) {
  const named = (name) => row.querySelector(`[name="${name}"]`);
  return { passage: named("words"), place: named("place"), fault: named("fault") };
}

function placed(row) {
  const { passage, place } = fields(row);
  if (place.value === "" || passage.value === "") return null;
  const first = Number(place.value);
  return [first, first + passage.value.split(" ").length - 1];
}

function choose(text, from, to) {
  const last = words(text).length - 1;
  text.dataset.from = Math.min(Math.max(from, 0), last);
  text.dataset.to = Math.min(Math.max(to, 0), last);
  show(text);
}

function forget(text) {
  delete text.dataset.from;
  delete text.dataset.to;
  show(text);
}

function take(text) {
  const chosen = range(text);
  const rows = [...parts(text).scope.querySelectorAll("[data-row]")];
  const row = rows.find((each) => fields(each).passage.value.trim() === "");
  if (!chosen || !row) return;
  const { passage, place, fault } = fields(row);
  passage.value = said(words(text), chosen);
  place.value = chosen[0];
  const folded = row.closest("details");
  if (folded) folded.open = true;
  forget(text);
  passage.dispatchEvent(new Event("change", { bubbles: true }));
  fault.focus();
}

/* With a pointer: a selection (its handles too, on a touch screen), or a word, then another one to
   extend to it. */
function wordOf(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.("[data-word]");
}

function crossed(text, selection) {
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  return words(text).filter((word) => {
    if (!selection.containsNode(word, true)) return false;
    const after = word.contains(startContainer) && startOffset === startContainer.length;
    const before = word.contains(endContainer) && endOffset === 0;
    return !after && !before;
  });
}

function follow(text, selection) {
  const chosen = crossed(text, selection);
  if (chosen.length) choose(text, chosen[0].dataset.word, chosen.at(-1).dataset.word);
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const text = wordOf(selection.anchorNode)?.closest("[data-document]");
  if (text && !selection.isCollapsed) follow(text, selection);
});

document.addEventListener("pointerup", ({ target, pointerType }) => {
  const text = target.closest?.("[data-document]");
  if (!text) return;
  const selection = getSelection();
  if (!selection.isCollapsed) {
    follow(text, selection);
    if (pointerType === "mouse") selection.removeAllRanges();
    return;
  }
  const word = wordOf(target);
  if (!word) return;
  const at = Number(word.dataset.word);
  const chosen = range(text);
  if (!chosen || (at >= chosen[0] && at <= chosen[1])) choose(text, at, at);
  else choose(text, Math.min(at, chosen[0]), Math.max(at, chosen[1]));
});

/* With the keys: arrows move, Shift extends, Enter takes, Escape forgets. */
function above(text, at, down) {
  const all = words(text);
  const { top, left } = all[at].getBoundingClientRect();
  const beyond = all
    .map((word) => [word, word.getBoundingClientRect()])
    .filter(([, box]) => (down ? box.top > top + 2 : box.top < top - 2));
  if (!beyond.length) return at;
  const line = (down ? beyond[0] : beyond.at(-1))[1].top;
  const near = beyond
    .filter(([, box]) => Math.abs(box.top - line) <= 2)
    .sort(([, one], [, other]) => Math.abs(one.left - left) - Math.abs(other.left - left));
  return Number(near[0][0].dataset.word);
}

const MOVES = {
  ArrowLeft: (text, at) => at - 1,
  ArrowRight: (text, at) => at + 1,
  ArrowUp: (text, at) => above(text, at, false),
  ArrowDown: (text, at) => above(text, at, true),
  Home: () => 0,
  End: (text) => words(text).length - 1,
};

document.addEventListener("keydown", (event) => {
  const text = event.target;
  if (!text.matches?.("[data-document]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = MOVES[event.key];
  const { from, to } = text.dataset;
  if (move) {
    const at = to === undefined ? 0 : move(text, Number(to));
    choose(text, event.shiftKey && from !== undefined ? Number(from) : at, at);
    words(text)[text.dataset.to].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") take(text);
  else if (event.key === "Escape") forget(text);
  else return;
  event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-markup] :is([data-take], [data-clear])");
  if (!button) return;
  const { text } = parts(button);
  if (button.matches("[data-take]")) {
    take(text);
    return;
  }
  const { passage, place, fault } = fields(button.closest("[data-row]"));
  for (const field of [passage, place, fault]) field.value = "";
  show(text);
  passage.dispatchEvent(new Event("change", { bubbles: true }));
  passage.focus();
});

/* Words that are written by hand stand wherever the server finds them. */
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.('[data-row] [name="words"]')) return;
  fields(target.closest("[data-row]")).place.value = "";
  show(parts(target).text);
});

function prepareAll() {
  for (const text of document.querySelectorAll("[data-document]")) prepare(text);
}

prepareAll();
document.addEventListener("htmx:after:swap", prepareAll);
