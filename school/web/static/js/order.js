/* Steps to put in order: their buttons and selects move them in place, and so does dragging.
   Without this script the same controls post to the server, which moves them. */

function number(list, moved) {
  const steps = [...list.children];
  steps.forEach((step, index) => {
    const [up, down] = step.querySelectorAll("button");
    step.querySelector("select").value = index + 1;
    up.disabled = index === 0;
    down.disabled = index === steps.length - 1;
  });
  const place = steps.indexOf(moved) + 1;
  const said = list.dataset.said.replace("{place}", place).replace("{count}", steps.length);
  list.parentElement.querySelector('[role="status"]').textContent = said;
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

/* htmx and the browser would send what these buttons post. */
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-order] button");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const step = button.closest("li");
    if (button.value.startsWith("up")) step.previousElementSibling?.before(step);
    else step.nextElementSibling?.after(step);
    number(step.parentElement, step);
    (button.disabled ? step.querySelector("button:enabled") : button).focus();
  },
  true,
);

document.addEventListener("change", ({ target }) => {
  const list = target.closest?.("[data-order]");
  if (!list) return;
  const step = target.closest("li");
  const others = [...list.children].filter((each) => each !== step);
  list.insertBefore(step, others[target.value - 1] ?? null);
  number(list, step);
  target.focus();
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.(".order-grip");
  if (!grip || event.button) return;
  event.preventDefault();
  const step = grip.closest("li");
  const list = step.parentElement;
  const middle = ({ top, height }) => top + height / 2;

  const follow = ({ clientY }) => {
    const others = [...list.children].filter((each) => each !== step);
    const next = others.find((each) => middle(each.getBoundingClientRect()) > clientY) ?? null;
    if (next !== step.nextElementSibling) list.insertBefore(step, next);
  };
  const held = new AbortController();
  const drop = () => {
    held.abort();
    step.classList.remove("is-dragged");
    number(list, step);
  };
  step.classList.add("is-dragged");
  addEventListener("pointermove", follow, held);
  addEventListener("pointerup", drop, held);
  addEventListener("pointercancel", drop, held);
});
