// One page as SVG: its picture, its words as boxes to click, and marks over it.
import { boxOf, touch } from "./picking.js";

// Between what is marked and its mark, in points, so that the mark hides no letter.
const AROUND = 2;
const NS = "http://www.w3.org/2000/svg";

function make(name, attributes, parent) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

function place(element, [x0, top, x1, bottom]) {
  const placed = { x: x0, y: top, width: Math.max(x1 - x0, 0), height: Math.max(bottom - top, 0) };
  for (const [key, value] of Object.entries(placed)) element.setAttribute(key, value);
  return element;
}

/** A page; `page` is what `/pages/{id}/{number}.json` gives. */
export class PageView {
  constructor(page) {
    this.page = page;
    this.rotation = page.turned;
    this.svg = make("svg", { class: "page-view" });
    // All within it is in points of the page as the file shows it.
    this.inside = make("g", {}, this.svg);
    if (page.image) {
      const { width, height, image } = page;
      make("image", { href: image, width, height, preserveAspectRatio: "none" }, this.inside);
    }
    this.rects = page.words.map((word, index) => {
      const rect = place(make("rect", { class: "word", "data-word": index }, this.inside), boxOf(word));
      make("title", {}, rect).textContent = word[0];
      if (!page.image) this.#speak(word);
      return rect;
    });
    this.rotate(0);
  }

  /** Size in points as it is shown. */
  get size() {
    const { width, height } = this.page;
    return this.rotation % 180 ? [height, width] : [width, height];
  }

  /** Turn it clockwise, in quarters. */
  rotate(degrees) {
    this.rotation = (this.rotation + degrees + 360) % 360;
    const { width, height } = this.page;
    const moved = { 0: [0, 0], 90: [height, 0], 180: [width, height], 270: [0, width] }[this.rotation];
    this.inside.setAttribute("transform", `translate(${moved}) rotate(${this.rotation})`);
    this.svg.setAttribute("viewBox", `0 0 ${this.size.join(" ")}`);
  }

  /** Show it at so many pixels a point. */
  scale(scale) {
    const [width, height] = this.size;
    this.svg.setAttribute("width", width * scale);
    this.svg.setAttribute("height", height * scale);
  }

  /** The point of the page under a point of the window. */
  pointAt(clientX, clientY) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.inside.getScreenCTM().inverse());
    return [x, y];
  }

  /** Mark what stands in a box, and return its mark; none where it is null. */
  mark(box) {
    this.svg.querySelector(".mark")?.remove();
    if (!box) return null;
    const [x0, top, x1, bottom] = box;
    const room = [x0 - AROUND, top - AROUND, x1 + AROUND, bottom + AROUND];
    return place(make("rect", { class: "mark", rx: 1 }, this.inside), room);
  }

  /** The height in points of most words in a box, as the page reads right; null without any. */
  lineHeight(box) {
    const { words, turned } = this.page;
    const side = turned % 180 ? 0 : 1;
    const heights = words.map(boxOf).filter(one => touch(one, box))
      .map(one => one[side + 2] - one[side]).sort((one, other) => one - other);
    return heights.length ? heights[heights.length >> 1] : null;
  }

  /** Show how far a drag reaches; null ends it. */
  band(box) {
    const band = this.svg.querySelector(".band");
    if (!box) band?.remove();
    else place(band ?? make("rect", { class: "band" }, this.inside), box);
  }

  /** Light up the words with these indices, beside those lit already where `more`. */
  light(indices, more = false) {
    const lit = new Set(indices);
    this.rects.forEach((rect, index) => {
      if (lit.has(index)) rect.classList.add("picked");
      else if (!more) rect.classList.remove("picked");
    });
  }

  /** Write a word where it stands, for a page without a picture. */
  #speak(word) {
    const [x0, top, x1, bottom] = boxOf(word);
    const upright = this.page.turned % 180 === 0;
    const [length, height] = upright ? [x1 - x0, bottom - top] : [bottom - top, x1 - x0];
    const [x, y] = { 0: [x0, bottom], 90: [x1, bottom], 180: [x1, top], 270: [x0, top] }[this.page.turned];
    const text = make("text", {
      class: "spoken", "font-size": height * 0.95, textLength: Math.max(length, 0.1),
      lengthAdjust: "spacingAndGlyphs",
      transform: `translate(${x} ${y}) rotate(${-this.page.turned}) translate(0 ${-height * 0.15})`,
    }, this.inside);
    text.textContent = word[0];
  }
}
