// The lines of a plain text, its words to be clicked.

/** A text; `lines` is what `/pages/{id}/text.json` gives. */
export class Lines {
  constructor(lines) {
    this.element = document.createElement("div");
    this.element.className = "lines";
    this.words = [];
    this.rows = lines.map((line, index) => {
      const row = document.createElement("div");
      row.className = "line";
      for (const part of line.split(/(\s+)/)) {
        if (!part.trim()) {
          row.append(part);
          continue;
        }
        const span = document.createElement("span");
        span.textContent = part;
        span.dataset.word = this.words.length;
        this.words.push({ text: part, line: index + 1, span });
        row.append(span);
      }
      this.element.append(row);
      return row;
    });
  }

  /** Mark a line, and return it; none where it is null. */
  mark(number) {
    for (const row of this.rows) row.classList.remove("mark");
    const row = this.rows[number - 1];
    row?.classList.add("mark");
    return row ?? null;
  }

  /** Light up words by their indices, beside those lit already where `more`. */
  light(indices, more = false) {
    const lit = new Set(indices);
    this.words.forEach(({ span }, index) => {
      if (lit.has(index)) span.classList.add("picked");
      else if (!more) span.classList.remove("picked");
    });
  }

  /** What `word-picked` tells of words. */
  pick(indices) {
    const picked = [...indices].sort((one, other) => one - other).map(index => this.words[index]);
    // Markdown's marks of bold print are no part of a value.
    const text = picked.map(word => word.text.replace(/^\*\*(?=[^*])|(?<=[^*])\*\*$/g, "")).join(" ");
    return { page: null, line: picked[0].line, text, bbox: null, confidence: 1 };
  }
}
