// The keyboard. Keys that types use work outside of fields alone; within them there are Enter and
// keys that no text needs. Escape leaves a field, E goes back to it.
import { acceptSection, act, insert, labelArrow, merge, move, rowOf, signOff, split } from "./actions.js";
import { focusOn, goOn, latest, revert, settle } from "./fields.js";
import { isDirty, main } from "./server.js";
import { viewerOf } from "./viewer.js";

const LETTERS = "sop-review-letters";
const FOLD = "sop-review-fold";
const help = document.getElementById("help");
const letters = document.getElementById("letters");

letters.checked = localStorage.getItem(LETTERS) !== "off";
letters.addEventListener("change", () => localStorage.setItem(LETTERS, letters.checked ? "on" : "off"));

/** Show what asks for attention alone, or all. */
function fold(on) {
  main.classList.toggle("only-doubtful", on);
  localStorage.setItem(FOLD, on ? "on" : "off");
  tellFold();
}

/** Have the button say whether only what asks is shown. */
function tellFold() {
  document.getElementById("fold").setAttribute("aria-pressed", main.classList.contains("only-doubtful"));
}

/** Where a person is: the element with the focus, or the field that had it last. */
function here() {
  const active = document.activeElement;
  return main.contains(active) && active !== main ? active : latest();
}

const GO = {
  next: () => goOn(here()),
  previous: () => goOn(here(), true),
  help: () => help.showModal(),
  fold: () => fold(!main.classList.contains("only-doubtful")),
  arrow: button => {
    document.getElementById("arrow-source").value = button.closest("tr").dataset.key;
    focusOn(document.getElementById("arrow-target"));
  },
};

/** Accept what the focus is on, as Enter does in a field. */
function acceptHere() {
  const element = here();
  const field = element?.closest(".field")?.querySelector("textarea.value");
  if (field) settle(field);
  else element?.closest("tr.lane, .note")?.querySelector(".tick, .let")?.click();
}

/** Call something with the row of the step table, or of a list, that the focus is in. */
function withRow(work) {
  const row = rowOf(here());
  if (row) work(row);
}

const look = name => () => viewerOf(document)?.do(name);

const ALONE = {
  "?": GO.help, n: GO.next, p: GO.previous, o: GO.fold, a: acceptHere,
  A: () => acceptSection(here()),
  u: () => act("undo"), y: () => act("redo"), s: () => signOff(),
  q: () => document.getElementById("to-queue").click(),
  e: () => focusOn(latest()),
  i: () => withRow(row => insert(row.dataset.table, row.dataset.key)),
  d: () => withRow(row => act("delete", { table: row.dataset.table, key: row.dataset.key })),
  m: () => withRow(row => row.dataset.table === "steps" && merge(row)),
  t: () => split(),
  "+": look("zoom-in"), "=": look("zoom-in"), "-": look("zoom-out"), 0: look("fit-page"),
  w: look("fit-width"), r: look("rotate-right"), R: look("rotate-left"),
  "[": look("previous-page"), "]": look("next-page"),
};

/** What a key does anywhere on the page; null for nothing. */
function anywhere(event) {
  const { key, altKey: alt, shiftKey: shift } = event;
  const command = event.ctrlKey || event.metaKey;
  const target = event.target;
  if (!command && !alt) {
    if (key === "F1") return GO.help;
    if (key === "F8") return shift ? GO.previous : GO.next;
    if (key === "F9") return () => signOff();
  }
  if (command && !alt && key === "Enter") return () => acceptSection(here());
  // What is typed and not saved is the browser's to undo.
  if (command && !alt && !isDirty(target) && !(target.matches("input") && target.value)) {
    const letter = key.toLowerCase();
    if (letter === "z") return () => act(shift ? "redo" : "undo");
    if (letter === "y") return () => act("redo");
  }
  const row = rowOf(target);
  if (alt && !command && row) {
    const focus = target.id;
    if (key === "ArrowUp") return () => move(row, -1, focus);
    if (key === "ArrowDown") return () => move(row, 1, focus);
    if (key === "Enter" && row.dataset.table === "steps") return () => split();
  }
  return null;
}

/** What a key does within a field; null for nothing. */
function inField(event) {
  const field = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Escape") return () => (isDirty(field) ? revert(field) : leave(field));
  if (event.key !== "Enter" || event.shiftKey) return null;
  if (field.matches("textarea.value")) return () => settle(field);
  if (field.dataset.new) return () => insert(field.dataset.new);
  if (field.matches("input.arrow-label")) return () => (labelArrow(field), focusOn(field.closest("tr").querySelector(".tick")));
  return field.id === "arrow-label" ? () => document.querySelector('[data-act="arrow"]').click() : null;
}

/** Take the focus out of a field, to where letters are keys. */
function leave(field) {
  field.blur();
  main.focus({ preventScroll: true });
}

/** Move the focus in the swimlane as in a grid; null where an arrow key does nothing. */
function inGrid(event) {
  const from = event.target;
  if (!from.matches("tr.lane .tick, tr.lane .lane-cell") || event.altKey || event.ctrlKey || event.metaKey) return null;
  const stops = row => [...row.querySelectorAll(".tick, .lane-cell, td.arrows select")];
  const row = from.closest("tr");
  const at = stops(row).indexOf(from);
  const next = {
    ArrowLeft: stops(row)[at - 1], ArrowRight: stops(row)[at + 1],
    ArrowUp: row.previousElementSibling && stops(row.previousElementSibling)[at],
    ArrowDown: row.nextElementSibling && stops(row.nextElementSibling)[at],
  }[event.key];
  return next ? () => next.focus() : null;
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const types = event.target.matches("textarea, select, input:not([type=checkbox])");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const work = anywhere(event) ?? (types ? inField(event) : inGrid(event) ?? (plain && letters.checked ? ALONE[event.key] : null));
  if (!work) return;
  event.preventDefault();
  work();
});
document.addEventListener("click", event => {
  const button = event.target.closest("[data-go]");
  if (button) GO[button.dataset.go](button);
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  const link = event.target.closest("#asks a[data-target]");
  if (link) {
    event.preventDefault();
    focusOn(document.getElementById(link.dataset.target));
  }
});
document.addEventListener("htmx:oobAfterSwap", tellFold);

fold(localStorage.getItem(FOLD) === "on");
