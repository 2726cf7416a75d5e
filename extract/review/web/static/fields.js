// Fields: saved when they are left, confirmed with Enter, filled from the page.
import { current, inTurn, isDirty, isReplacing, main, send } from "./server.js";
import { viewerOf } from "./viewer.js";

const viewer = viewerOf(document);
const texts = JSON.parse(main.dataset.texts);

// The field that words of the page go to when nothing else has the focus, and where its caret was.
let lastField = null;

/** The field that had the focus last; null where it is gone. */
export function latest() {
  return current(lastField);
}

/** Give the focus to an element and bring it into view. */
export function focusOn(element) {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (element.matches("textarea")) element.setSelectionRange(element.value.length, element.value.length);
}

/** What asks for attention, in order. */
export function asking() {
  const links = document.querySelectorAll("#asks a[data-target]");
  return [...links].map(link => document.getElementById(link.dataset.target)).filter(Boolean);
}

/** Go to what asks next, behind or before an element; where nothing asks, to signing off. */
export function goOn(from, back = false) {
  const all = asking();
  if (!all.length) {
    focusOn(document.getElementById("sign-off"));
    return;
  }
  const behind = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const next = back ? all.findLast(is) : all.find(is);
  function is(one) {
    return from?.isConnected && one !== from && from.compareDocumentPosition(one) & behind;
  }
  focusOn(next ?? all.at(back ? -1 : 0));
}

/** Send what a field holds; within `inTurn`. Returns whether it is saved. */
async function put(field) {
  const { at, seen, base, page, bbox } = { ...field.dataset, ...JSON.parse(field.dataset.picked ?? "{}") };
  field.dataset.sent = field.value;
  const picked = bbox ? { page, bbox } : {};
  const { status } = await send("value", { at, typed: field.value, seen: base ?? seen, ...picked });
  const now = current(field);
  if (!now || status === 200) return true;
  delete now.dataset.sent;
  if (status === 422) {
    now.dataset.refused = now.value;
    now.setAttribute("aria-invalid", "true");
  }
  if (status === 409 && isDirty(now)) tellStale(now);
  return false;
}

/** Say at a field that somebody was faster, and let its text be saved over his. */
function tellStale(field) {
  field.dataset.stale = "1";
  delete field.dataset.base;
  const said = document.createElement("span");
  said.className = "wrong stale";
  said.textContent = document.getElementById("told").textContent;
  const over = document.createElement("button");
  over.type = "button";
  over.dataset.act = "over";
  over.textContent = texts.save_over;
  said.append(" ", over);
  field.nextElementSibling.prepend(said);
  field.setAttribute("aria-invalid", "true");
}

/** Save a field that is left, unless its text was refused already. */
export function save(field) {
  return inTurn(async () => {
    const now = current(field);
    if (!isDirty(now) || now.dataset.stale || now.dataset.refused === now.value) return !isDirty(now);
    return put(now);
  });
}

/** Save all fields; returns whether nothing is left unsaved. */
export async function saveAll() {
  let all = true;
  for (const field of main.querySelectorAll("textarea.value")) if (isDirty(field)) all = (await save(field)) && all;
  return all;
}

/** Say that something is not saved, and go there. */
export function tellUnsaved() {
  const told = document.getElementById("told");
  told.textContent = texts.unsaved;
  told.hidden = false;
  focusOn([...main.querySelectorAll("textarea.value")].find(isDirty));
}

/** Save a field, or confirm it as it is, and go on once it asks no longer. */
export function settle(field) {
  return inTurn(async () => {
    const now = current(field);
    if (!now) return;
    if (isDirty(now)) {
      if (!(await put(now))) return;
    } else if (now.dataset.accept) {
      const { status } = await send("accept", { accept: now.dataset.accept });
      if (status !== 200) return;
    }
    const then = current(now);
    if (!then?.closest("[data-asks]")) goOn(then);
  });
}

/** Take back what is typed and not saved. */
export function revert(field) {
  field.value = field.defaultValue;
  for (const name of ["base", "stale", "refused", "picked"]) delete field.dataset[name];
  field.removeAttribute("aria-invalid");
  field.nextElementSibling.querySelector(".stale")?.remove();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Show where the value of an element stands. */
function show(element) {
  const { page, box, line } = element.dataset;
  if (page) viewer?.show(Number(page), box ? box.split(",").map(Number) : null);
  else if (line) viewer?.showLine(Number(line));
}

main.addEventListener("focusin", event => {
  const element = event.target;
  if (element.matches("textarea.value, [data-new]")) lastField = element;
  const row = element.closest("tr.lane");
  show(row && !element.dataset.page ? row.querySelector(".tick") : element);
});
main.addEventListener("focusout", event => {
  if (!isReplacing() && isDirty(event.target)) save(event.target);
});

document.addEventListener("word-picked", event => {
  const { text, page, bbox, add } = event.detail;
  const active = document.activeElement;
  const field = active?.matches("textarea.value, [data-new]") ? active : latest();
  if (!field) return;
  const before = JSON.parse(field.dataset.picked ?? "null");
  field.value = add && field.value.trim() ? `${field.value.trim()} ${text}` : text;
  if (bbox && !field.dataset.new) {
    const joins = add && before?.page === page;
    field.dataset.picked = JSON.stringify({ page, bbox: (joins ? around(before.bbox, bbox) : bbox).join(",") });
  }
  if (active !== field) field.focus({ preventScroll: true });
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (!field.dataset.new) save(field);
});

/** The smallest box around a box as it was sent, and another. */
function around(sent, [x0, top, x1, bottom]) {
  const [a, b, c, d] = sent.split(",").map(Number);
  return [Math.min(a, x0), Math.min(b, top), Math.max(c, x1), Math.max(d, bottom)];
}

// What is typed now was picked nowhere.
main.addEventListener("input", event => {
  if (event.isTrusted && event.target.dataset.picked) delete event.target.dataset.picked;
});
addEventListener("beforeunload", event => {
  if ([...main.querySelectorAll("textarea.value")].some(isDirty)) event.preventDefault();
});
