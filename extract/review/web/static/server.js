// What a person does goes to the server one thing after the other; the answers' blocks take their
// places by themselves (htmx, hx-swap-oob). A text that is being typed stays as it is meanwhile.

export const main = document.querySelector("main.review");

let last = Promise.resolve();

/** Do something once all before it is done; what comes later sees the page as it is then. */
export function inTurn(work) {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

/** The element that has taken another's place by now; null where there is none. */
export function current(element) {
  if (!element) return null;
  return element.isConnected || !element.id ? element : document.getElementById(element.id);
}

/** Whether a field holds something that is not saved. */
export function isDirty(field) {
  return Boolean(field?.matches("textarea.value")) && field.value !== field.defaultValue;
}

let answered = null;

/**
 * Send an action; to be called within `inTurn`.
 *
 * Returns `{status, focus, doubts}`: the HTTP status (0 where the server does not answer), the id of
 * what has the focus then, and whether it asks if doubts may be left.
 */
export async function send(action, values = {}) {
  answered = null;
  const shown = document.getElementById("shown").value;
  const query = action === "done" ? main.dataset.query : "";
  const path = `${main.dataset.base}/${action}${query}`;
  const sent = htmx.ajax("POST", path, { source: main, target: main, swap: "none", values: { ...values, shown } });
  // shell.js says where there was no answer.
  await sent.catch(() => {});
  const told = document.getElementById("told");
  if (answered?.status === 200) told.hidden = !told.textContent;
  return {
    status: answered?.status ?? 0,
    focus: answered?.getResponseHeader("Review-Focus") ?? "",
    doubts: Boolean(answered?.getResponseHeader("Review-Doubts")),
  };
}

document.addEventListener("htmx:beforeSwap", event => {
  const { xhr } = event.detail;
  // Refusals come with blocks that say why.
  if (xhr.status !== 409 && xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
document.addEventListener("htmx:beforeOnLoad", event => {
  if (event.detail.elt === main) answered = event.detail.xhr;
});

// Texts that are being typed, by the ids of their fields, while blocks are replaced.
const kept = new Map();
let replacing = false;

/** Whether a block is being replaced: a field that loses the focus then was not left. */
export function isReplacing() {
  return replacing;
}

document.addEventListener("htmx:oobBeforeSwap", event => {
  const target = event.detail.target;
  replacing = true;
  for (const field of target.querySelectorAll("textarea.value, [data-new]")) {
    const typed = field.dataset.new ? field.value : isDirty(field) && field.value !== field.dataset.sent;
    const refused = answered?.status === 409 && isDirty(field);
    if (!typed && !refused) continue;
    const { seen, base, stale } = field.dataset;
    kept.set(field.id, { value: field.value, seen: base ?? seen, stale, ends: [field.selectionStart, field.selectionEnd] });
  }
});
document.addEventListener("htmx:oobAfterSwap", () => {
  replacing = false;
  for (const [id, { value, seen, stale, ends }] of kept) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.setSelectionRange(...ends);
    // It goes by what its author saw, until he is told that it is another.
    if (!field.dataset.new && field.dataset.seen !== seen) field.dataset.base = seen;
    if (stale) field.dataset.stale = stale;
  }
  kept.clear();
});
