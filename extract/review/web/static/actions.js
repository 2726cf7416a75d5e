// What buttons do: rows, actors, arrows, accepting, undoing, signing off.
import { focusOn, goOn, latest, saveAll, settle, tellUnsaved } from "./fields.js";
import { current, inTurn, main, send } from "./server.js";

/** The row of a list or of the step table that an element is in; null for none. */
export function rowOf(element) {
  return element?.closest?.("[data-table][data-key]") ?? null;
}

// What would take a field away, or leave the page.
const CAREFUL = ["split", "merge", "delete", "done"];

/**
 * Save what is typed, send an action, and put the focus where the answer says.
 *
 * What cannot be saved stays in its field, and keeps that from being taken away.
 */
export async function act(action, values = {}) {
  if (!(await saveAll()) && CAREFUL.includes(action)) {
    tellUnsaved();
    return null;
  }
  return inTurn(async () => {
    const answer = await send(action, values);
    if (answer.focus) focusOn(document.getElementById(answer.focus));
    return answer;
  });
}

/** Accept what an element is for, and go on. */
async function accept(element, sent) {
  const answer = await act("accept", { accept: sent });
  if (answer?.status === 200) goOn(current(element) ?? latest());
}

/** Accept all that asks in the section of an element, but what a newer extraction reads otherwise. */
export function acceptSection(element) {
  const section = element?.closest?.("[data-section]");
  if (!section) return;
  const told = { seen: {}, accepted: [] };
  for (const one of section.querySelectorAll("[data-asks]")) {
    const holder = one.querySelector("[data-accept]");
    if (one.matches("h2") || !holder?.dataset.accept || one.querySelector(".conflict")) continue;
    const { seen, accepted } = JSON.parse(holder.dataset.accept);
    Object.assign(told.seen, seen);
    told.accepted.push(...accepted);
  }
  accept(section.querySelector("h2") ?? section, JSON.stringify(told));
}

/** Cut a step where the caret is; one without the caret gets it first. */
export function split(wanted) {
  const field = latest();
  const row = rowOf(field);
  if (wanted && row !== wanted) {
    focusOn(wanted.querySelector("td.activity textarea"));
    return;
  }
  if (row?.dataset.table !== "steps") return;
  const [caret, cell] = [field.selectionStart, field.dataset.at.split("/").at(-1)];
  act("split", { key: row.dataset.key, cell, caret });
}

/** Join a step and the next. */
export function merge(row) {
  act("merge", { key: row.dataset.key, other: row.nextElementSibling?.dataset.key ?? "" });
}

/** Move a row up (-1) or down (1); the focus goes with it. */
export function move(row, by, focus) {
  act("move", { table: row.dataset.table, key: row.dataset.key, by, focus });
}

/** Sign off, and open the next SOP; asks first where something is left. */
export async function signOff(values = {}) {
  const answer = await act("done", values);
  if (answer?.doubts) document.getElementById("done-anyway").showModal();
}

/** Add an item to a list, or a step behind another. */
export function insert(table, after = "") {
  const field = document.getElementById(`i-new-${table}`);
  const typed = field?.value.trim() ?? "";
  if (field && !typed) {
    focusOn(field);
    return;
  }
  if (field) field.value = "";
  inTurn(async () => {
    const answer = await send("insert", { table, after, typed });
    if (answer.status !== 200 && field) document.getElementById(field.id).value = typed;
    if (answer.focus) focusOn(document.getElementById(answer.focus));
  });
}

/** Lead an arrow from a step to another; what stands at it is asked where it leaves a decision. */
export async function addArrow(source, target, label = "") {
  const answer = await act("arrow", { source, target, label });
  if (answer?.status !== 200) return;
  const row = document.getElementById(`l-${source}`);
  if (label || row.querySelector("td.arrows select").value !== "decision") return;
  const inputs = [...row.querySelectorAll(".arrow")].filter(arrow => arrow.dataset.target === target);
  focusOn(inputs.find(arrow => !arrow.dataset.label)?.querySelector("input"));
}

/** Change what stands at an arrow. */
export function labelArrow(input) {
  if (input.value.trim() === input.defaultValue) return;
  const [arrow, row] = [input.closest(".arrow"), input.closest("tr")];
  const { target, label: was } = arrow.dataset;
  act("arrow-label", { source: row.dataset.key, target, was, label: input.value });
}

const ACTIONS = {
  accept: button => {
    const field = button.closest(".field")?.querySelector("textarea.value");
    if (field) settle(field);
    else if (button.dataset.accept) accept(button, button.dataset.accept);
    else goOn(button);
  },
  "accept-section": acceptSection,
  keep: button => accept(button.closest(".field, tr.lane, .note")?.querySelector("textarea, .tick") ?? button, button.dataset.accept),
  take: button => act("take", { at: button.closest(".conflict").dataset.at }),
  over: button => settle(button.closest(".field").querySelector("textarea.value")),
  move: button => move(rowOf(button), button.dataset.by, button.id),
  delete: button => act("delete", { table: rowOf(button).dataset.table, key: rowOf(button).dataset.key }),
  insert: button => insert(button.dataset.table ?? "steps", button.dataset.after),
  split: button => split(rowOf(button)),
  merge: button => merge(rowOf(button)),
  actor: button => act("actor", { key: button.closest("tr").dataset.key, actor: button.dataset.actor }),
  arrow: () => {
    const [source, target, label] = ["source", "target", "label"].map(name => document.getElementById(`arrow-${name}`).value);
    addArrow(source, target, label);
  },
  "arrow-remove": button => {
    const { target, label } = button.closest(".arrow").dataset;
    act("arrow-remove", { source: button.closest("tr").dataset.key, target, label });
  },
  undo: () => act("undo"),
  redo: () => act("redo"),
  reopen: () => act("reopen"),
  done: button => {
    button.closest("dialog")?.close();
    signOff(button.dataset.with_doubts ? { with_doubts: 1 } : {});
  },
};

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-act]");
  if (button) ACTIONS[button.dataset.act](button);
});
main.addEventListener("change", event => {
  const element = event.target;
  if (element.matches('select[data-act="symbol"]'))
    act("symbol", { key: element.closest("tr").dataset.key, symbol: element.value });
  if (element.matches("input.arrow-label")) labelArrow(element);
});
