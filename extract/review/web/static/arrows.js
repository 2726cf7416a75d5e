// Arrows of the swimlane: drawn between the symbols, and drawn by hand from one to another.
import { addArrow } from "./actions.js";
import { main } from "./server.js";

const SVG = "http://www.w3.org/2000/svg";
// A pointer that moved less has clicked, in pixels.
const STILL = 6;
// How far arrows that run beside each other are apart, in pixels.
const APART = 5;

function make(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The layer over the swimlane that arrows are drawn on. */
function overlay() {
  const board = main.querySelector(".board");
  const found = board.querySelector("svg.drawn");
  if (found) return found;
  const head = make("marker", { id: "arrow-head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, make("path", { d: "M0 0 8 4 0 8Z" }));
  const layer = make("svg", { class: "drawn", "aria-hidden": "true" }, make("defs", {}, head), make("g", {}));
  board.append(layer);
  return layer;
}

/** The box of an element in the board, in pixels. */
function boxOf(element, origin) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return {
    left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top,
    x: (left + right) / 2 - origin.left, y: (top + bottom) / 2 - origin.top,
  };
}

/** Where an arrow runs, square: straight to the next row, else along the edge of its column. */
function route(from, to, beside) {
  const { symbol: s, row: r, cell } = from;
  const t = to.symbol;
  if (to.index === from.index + 1) {
    if (Math.abs(s.x - t.x) < 2) return { d: `M${s.x} ${s.bottom}V${t.top}`, x: s.x + 4, y: s.bottom + 11 };
    return { d: `M${s.x} ${s.bottom}V${r.bottom}H${t.x}V${t.top}`, x: s.x + 4, y: s.bottom + 11 };
  }
  const edge = cell.right - 3 - APART * (beside % 3);
  const start = { x: s.right + 3, y: s.y - 4 };
  if (Math.abs(s.x - t.x) < 2) return { d: `M${s.right} ${s.y}H${edge}V${t.y}H${t.right}`, ...start };
  const above = to.row.top + 3 + APART * (beside % 2);
  return { d: `M${s.right} ${s.y}H${edge}V${above}H${t.x}V${t.top}`, ...start };
}

/** Draw all arrows anew. */
export function draw() {
  const board = main.querySelector(".board");
  if (!board) return;
  const layer = overlay();
  const table = board.querySelector("table");
  layer.setAttribute("width", table.offsetWidth);
  layer.setAttribute("height", table.offsetHeight);
  const origin = layer.getBoundingClientRect();
  const places = new Map();
  board.querySelectorAll("tr.lane").forEach((row, index) => {
    const symbol = row.querySelector(".lane-cell svg.symbol");
    if (!symbol) return;
    places.set(row.dataset.key, {
      index, row: boxOf(row, origin), symbol: boxOf(symbol, origin), cell: boxOf(symbol.closest("td"), origin),
      arrows: JSON.parse(row.dataset.arrows),
    });
  });
  let beside = 0;
  const drawn = [];
  for (const [source, from] of places) {
    for (const { target, label } of from.arrows) {
      const to = places.get(target);
      if (!to) continue;
      const { d, x, y } = route(from, to, to.index === from.index + 1 ? 0 : beside++);
      drawn.push(make("path", { d, "marker-end": "url(#arrow-head)", "data-from": source, "data-to": target }));
      if (label) drawn.push(make("text", { x, y }, label));
    }
  }
  layer.lastChild.replaceChildren(...drawn);
}

/** An arrow that is being drawn by hand; null for none. */
let gesture = null;

/** The step's row under a point of the window. */
function rowAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("tr.lane") ?? null;
}

function aim(row) {
  for (const one of main.querySelectorAll("tr.lane.aim")) if (one !== row) one.classList.remove("aim");
  row?.classList.add("aim");
}

function end() {
  gesture?.line?.remove();
  aim(null);
  gesture = null;
}

main.addEventListener("pointerdown", event => {
  const symbol = event.target.closest?.(".lane-cell svg.symbol");
  if (!symbol || event.button !== 0) return;
  gesture = { id: event.pointerId, button: symbol.closest("button"), x: event.clientX, y: event.clientY, line: null };
});
document.addEventListener("pointermove", event => {
  if (gesture?.id !== event.pointerId) return;
  const { x, y, button } = gesture;
  if (!gesture.line) {
    if (Math.hypot(event.clientX - x, event.clientY - y) < STILL) return;
    button.setPointerCapture(event.pointerId);
    gesture.line = make("path", { class: "new", "marker-end": "url(#arrow-head)" });
    overlay().append(gesture.line);
  }
  const origin = overlay().getBoundingClientRect();
  gesture.line.setAttribute("d", `M${x - origin.left} ${y - origin.top}L${event.clientX - origin.left} ${event.clientY - origin.top}`);
  aim(rowAt(event.clientX, event.clientY));
});
document.addEventListener("pointerup", event => {
  if (gesture?.id !== event.pointerId) return;
  const { line, button } = gesture;
  end();
  if (!line) return;
  // The click that follows is none.
  document.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 0);
  const [source, target] = [button.closest("tr"), rowAt(event.clientX, event.clientY)];
  if (target && target !== source) addArrow(source.dataset.key, target.dataset.key);
});
document.addEventListener("pointercancel", end);

function stop(event) {
  event.stopPropagation();
  event.preventDefault();
}

let asked = 0;
/** Draw soon, once for all that asks for it. */
function soon() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(draw);
}

new ResizeObserver(soon).observe(main);
document.addEventListener("htmx:oobAfterSwap", soon);
// Fields above that grow as one types push rows about.
main.addEventListener("input", soon);
draw();
