// The pages of an SOP at the left of its form: zoom, pan, rotate, words to click.
//
//   import { viewerOf } from "./viewer.js";
//   const viewer = viewerOf(document);        // or an element within, or around, the viewer
//   await viewer.show(page, bbox);            // mark a box (points of the page) and bring it into view
//   await viewer.show(page, null);            // only turn to a page
//   await viewer.showLine(line);              // the same in a plain text, 1-based
//   viewer.clear();                           // no mark, no picked words
//   viewer.do("zoom-in");                     // any of the toolbar's data-do
//   viewer.isAdding                           // whether words are added to the field
//
// What is picked bubbles from the viewer's element as
//   "word-picked": {text, page, bbox, line, confidence, add}
// with `page` and `bbox` (points) on a page, `line` in a plain text, `confidence` of the least sure
// word, and `add` where it goes behind what the field holds (Shift, or the toolbar's button). The
// focus stays where it is, so the field that is to be filled is `document.activeElement`.
import { Lines } from "./lines.js";
import { around, boxOf, pick, touch, turnBox } from "./picking.js";
import { PageView } from "./page_view.js";

const STEP = 1.25;
const LEAST = 0.2;
const MOST = 8;
// Room around a box that is brought into view, in pixels.
const ROOM = 48;
// Words of a box that is shown are at least so high, in pixels, so that they can be read.
const LEGIBLE = 13;
// A press that is held so long begins to pick words where a finger would move the page, in ms.
const HELD = 350;
// A pointer that moved less has not moved, in pixels.
const STILL = 5;

class Viewer {
  #element;
  #stage;
  #trouble;
  #texts;
  #pages;
  #views = new Map();
  #view = null;
  #lines = null;
  #number = null;
  #wanted = 0;
  #scale = 1;
  #fit = "width";
  #pointers = new Map();
  #gesture = null;
  #adding = false;

  constructor(element) {
    this.#element = element;
    this.#stage = element.querySelector(".stage");
    this.#trouble = element.querySelector(".trouble");
    this.#texts = JSON.parse(element.dataset.texts);
    this.#pages = JSON.parse(element.dataset.pages);
    this.#stage.dataset.loading = this.#texts.loading;
    element.querySelector(".tools").addEventListener("click", event => {
      const button = event.target.closest("[data-do]");
      if (button) this.do(button.dataset.do);
    });
    // The focus stays in the field that is to be filled.
    element.addEventListener("mousedown", event => event.preventDefault());
    this.#stage.addEventListener("keydown", event => this.#key(event));
    this.#stage.addEventListener("wheel", event => this.#wheel(event), { passive: false });
    this.#stage.addEventListener("pointerdown", event => this.#press(event));
    this.#stage.addEventListener("pointermove", event => this.#move(event));
    for (const kind of ["pointerup", "pointercancel"])
      this.#stage.addEventListener(kind, event => this.#release(event));
    new ResizeObserver(() => this.#fit && this.#refit()).observe(this.#stage);
    const first = this.#pages.length ? this.show(this.#pages[0], null) : this.showLine(null);
    this.ready = first;
  }

  get isAdding() {
    return this.#adding;
  }

  /** The page that is shown, from 1 on; null in a plain text. */
  get page() {
    return this.#number;
  }

  /** By how many degrees clockwise it is turned, and its pixels a point. */
  get view() {
    return { rotation: this.#view?.rotation ?? 0, scale: this.#scale };
  }

  async show(number, box) {
    const wanted = ++this.#wanted;
    if (this.#view?.page.number !== number) {
      this.#number = number;
      this.#tellWhich();
      this.#stage.setAttribute("aria-busy", "true");
      const view = await this.#load(number);
      // Somebody asked for another page meanwhile.
      if (wanted !== this.#wanted) return;
      this.#stage.removeAttribute("aria-busy");
      if (view !== this.#view || !view) this.#put(view);
    }
    for (const view of this.#views.values()) view.mark(null);
    const mark = this.#view?.mark(box);
    if (!mark) return;
    if (this.#fit) this.#enlarge(box);
    this.#bring(mark);
  }

  async showLine(number) {
    if (!this.#lines) {
      const answer = await fetch(`/pages/${encodeURIComponent(this.#element.dataset.name)}/text.json`)
        .catch(() => null);
      if (this.#lines) return this.showLine(number);
      if (!answer?.ok) {
        this.#say(answer?.status === 404 ? this.#texts.no_text : this.#texts.failed);
        return;
      }
      this.#lines = new Lines((await answer.json()).lines);
      this.#stage.replaceChildren(this.#lines.element);
    }
    const row = this.#lines.mark(number);
    if (row) this.#bring(row);
  }

  clear() {
    for (const shown of [...this.#views.values(), this.#lines]) {
      shown?.mark(null);
      shown?.light([]);
    }
  }

  do(name) {
    const at = this.#pages.indexOf(this.#number);
    const middle = this.#stage.getBoundingClientRect();
    const [x, y] = [middle.x + middle.width / 2, middle.y + middle.height / 2];
    switch (name) {
      case "previous-page": if (at > 0) this.show(this.#pages[at - 1], null); break;
      case "next-page": if (at < this.#pages.length - 1) this.show(this.#pages[at + 1], null); break;
      case "zoom-in": this.#zoom(STEP, x, y); break;
      case "zoom-out": this.#zoom(1 / STEP, x, y); break;
      case "fit-width": case "fit-page": this.#fit = name.slice(4); this.#refit(); break;
      case "rotate-left": this.#rotate(-90); break;
      case "rotate-right": this.#rotate(90); break;
      case "add-words":
        this.#adding = !this.#adding;
        this.#element.querySelector('[data-do="add-words"]').setAttribute("aria-pressed", this.#adding);
        break;
    }
  }

  async #load(number) {
    if (!this.#views.has(number)) {
      const address = `/pages/${encodeURIComponent(this.#element.dataset.name)}/${number}.json`;
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return null;
      const page = await answer.json();
      if (!this.#views.has(number)) this.#views.set(number, new PageView(page));
    }
    return this.#views.get(number);
  }

  #put(view) {
    this.#view = view;
    this.#say(view ? view.page.trouble : this.#texts.failed);
    this.#stage.replaceChildren(...(view ? [view.svg] : []));
    if (!view) return;
    if (this.#fit) this.#refit();
    else view.scale(this.#scale);
    this.#stage.scrollTo(0, 0);
  }

  #say(text) {
    this.#trouble.textContent = text ?? "";
    this.#trouble.hidden = !text;
  }

  #tellWhich() {
    const [at, last] = [this.#pages.indexOf(this.#number), this.#pages.length];
    const told = this.#texts.page_of.replace("{number}", at + 1 || this.#number).replace("{last}", last);
    this.#element.querySelector(".which").textContent = told;
    this.#element.querySelector('[data-do="previous-page"]').disabled = at <= 0;
    this.#element.querySelector('[data-do="next-page"]').disabled = at >= last - 1;
  }

  #rotate(degrees) {
    this.#view?.rotate(degrees);
    if (this.#fit) this.#refit();
    else this.#view?.scale(this.#scale);
  }

  #refit() {
    if (!this.#view) return;
    const [width, height] = this.#view.size;
    const { clientWidth, clientHeight } = this.#stage;
    const across = clientWidth / width;
    this.#scale = this.#fit === "width" ? across : Math.min(across, clientHeight / height);
    this.#scale = Math.min(Math.max(this.#scale, LEAST), MOST);
    this.#view.scale(this.#scale);
  }

  /** Make what stands in a box large enough to read, as far as its lines stay whole. */
  #enlarge(box) {
    const { width, height: tall } = this.#view.page;
    const [x0, top, x1, bottom] = turnBox(box, this.#view.rotation, width, tall);
    const height = this.#view.lineHeight(box) ?? bottom - top;
    const across = (this.#stage.clientWidth - ROOM) / Math.max(x1 - x0, 1);
    const down = (this.#stage.clientHeight - ROOM) / Math.max(bottom - top, 1);
    this.#refit();
    const wanted = Math.min(LEGIBLE / Math.max(height, 1), across, down, MOST);
    if (wanted <= this.#scale) return;
    this.#scale = wanted;
    this.#view.scale(wanted);
  }

  /** Zoom by a factor; what stands under a point of the window stays there. */
  #zoom(factor, x, y) {
    if (this.#lines) {
      const size = parseFloat(getComputedStyle(this.#lines.element).fontSize) * factor;
      this.#lines.element.style.fontSize = `${Math.min(Math.max(size, 8), 48)}px`;
      return;
    }
    if (!this.#view) return;
    const before = this.#view.pointAt(x, y);
    this.#fit = null;
    this.#scale = Math.min(Math.max(this.#scale * factor, LEAST), MOST);
    this.#view.scale(this.#scale);
    const point = new DOMPoint(...before).matrixTransform(this.#view.inside.getScreenCTM());
    this.#stage.scrollBy(point.x - x, point.y - y);
  }

  /** Scroll until an element is seen, with some room around it. */
  #bring(element) {
    const [box, view] = [element.getBoundingClientRect(), this.#stage.getBoundingClientRect()];
    const by = (low, high, start, end) => {
      const room = Math.min(ROOM, Math.max((end - start - (high - low)) / 2, 0));
      if (low - room < start || high - low > end - start) return low - room - start;
      return high + room > end ? high + room - end : 0;
    };
    this.#stage.scrollBy(
      by(box.left, box.right, view.left, view.left + this.#stage.clientWidth),
      by(box.top, box.bottom, view.top, view.top + this.#stage.clientHeight),
    );
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = {
      "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit-page", w: "fit-width", W: "fit-width",
      r: "rotate-right", R: "rotate-left", PageUp: "previous-page", PageDown: "next-page",
    }[event.key];
    if (!name) return;
    event.preventDefault();
    this.do(name);
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }

  #press(event) {
    if (event.button !== 0) return;
    // Scroll bars are the browser's.
    const { x, y } = this.#stage.getBoundingClientRect();
    const { clientWidth, clientHeight } = this.#stage;
    if (event.clientX - x > clientWidth || event.clientY - y > clientHeight) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.#pointers.size === 2) {
      this.#end();
      this.#gesture = { kind: "pinch" };
      return;
    }
    const word = event.target.closest?.("[data-word]");
    const { scrollLeft: left, scrollTop: top } = this.#stage;
    const kind = word && event.pointerType === "mouse" ? "pick" : "pan";
    const add = event.shiftKey || this.#adding;
    this.#gesture = { kind, moved: false, x: event.clientX, y: event.clientY, left, top, word, add };
    if (event.pointerType !== "mouse" && word)
      this.#gesture.timer = setTimeout(() => {
        if (this.#gesture?.kind === "pan" && !this.#gesture.moved) this.#gesture.kind = "pick";
      }, HELD);
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    const gesture = this.#gesture;
    if (!before || !gesture) return;
    const [x, y] = [event.clientX, event.clientY];
    if (gesture.kind === "pinch") {
      this.#pinch(event.pointerId, x, y);
      return;
    }
    gesture.moved ||= Math.hypot(x - gesture.x, y - gesture.y) >= STILL;
    if (!gesture.moved) return;
    this.#pointers.set(event.pointerId, [x, y]);
    if (gesture.kind === "pan") {
      this.#stage.classList.add("moving");
      // From where it began: a scroll is rounded to whole pixels, which would add up.
      this.#stage.scrollTo(gesture.left + gesture.x - x, gesture.top + gesture.y - y);
    } else {
      this.#reach(x, y);
    }
  }

  /** Zoom and move as two fingers do. */
  #pinch(id, x, y) {
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1];
    const before = this.#pointers.get(id);
    this.#pointers.set(id, [x, y]);
    if (!other) return;
    const apart = ([a, b]) => Math.hypot(a - other[0], b - other[1]);
    this.#stage.scrollBy((before[0] - x) / 2, (before[1] - y) / 2);
    this.#zoom(apart([x, y]) / Math.max(apart(before), 1), (x + other[0]) / 2, (y + other[1]) / 2);
  }

  /** Light up the words that a drag has reached. */
  #reach(x, y) {
    const gesture = this.#gesture;
    if (this.#lines) {
      const under = document.elementFromPoint(x, y)?.closest(".lines [data-word]");
      if (under) gesture.last = under;
      const [from, to] = [gesture.word, gesture.last ?? gesture.word].map(one => Number(one.dataset.word));
      const first = Math.min(from, to);
      gesture.reached = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => first + index);
      this.#lines.light(gesture.reached, gesture.add);
      return;
    }
    const { words } = this.#view.page;
    const [px, py] = this.#view.pointAt(x, y);
    // All of the first word, so that a short line below its beginning is reached too.
    const band = around([boxOf(words[gesture.word.dataset.word]), [px, py, px, py]]);
    gesture.reached = words.flatMap((word, index) => touch(boxOf(word), band) ? [index] : []);
    this.#view.band(band);
    this.#view.light(gesture.reached, gesture.add);
  }

  #release(event) {
    const gesture = this.#gesture;
    if (!this.#pointers.delete(event.pointerId) || !gesture) return;
    if (event.type === "pointerup" && gesture.word && !(gesture.kind === "pan" && gesture.moved))
      this.#pick(gesture.reached ?? [Number(gesture.word.dataset.word)], gesture.add);
    this.#end();
  }

  /** End whatever a pointer had begun. */
  #end() {
    clearTimeout(this.#gesture?.timer);
    this.#gesture = null;
    this.#stage.classList.remove("moving");
    this.#view?.band(null);
  }

  #pick(indices, add) {
    if (!indices.length) return;
    const shown = this.#lines ?? this.#view;
    shown.light(indices, add);
    const picked = this.#lines
      ? this.#lines.pick(indices)
      : pick(indices.map(index => this.#view.page.words[index]), this.#view.page);
    this.#element.dispatchEvent(new CustomEvent("word-picked", { bubbles: true, detail: { ...picked, add } }));
  }
}

const viewers = new WeakMap();

/** The viewer in, at or around an element; null where there is none. */
export function viewerOf(element) {
  const found = element.querySelector?.("[data-viewer]") ?? element.closest?.("[data-viewer]");
  if (!found) return null;
  if (!viewers.has(found)) viewers.set(found, new Viewer(found));
  return viewers.get(found);
}

viewerOf(document);
document.addEventListener("htmx:load", event => viewerOf(event.target));
