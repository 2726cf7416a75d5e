// Words picked on a page, put in reading order as one text. No DOM in here.

/** A word as `/pages/…json` has it: [text, x0, top, x1, bottom, confidence]. */
const [TEXT, X0, TOP, X1, BOTTOM, CONFIDENCE] = [0, 1, 2, 3, 4, 5];

/** Where a box stands once its page of this size is turned clockwise. */
export function turnBox([x0, top, x1, bottom], degrees, width, height) {
  switch (((degrees % 360) + 360) % 360) {
    case 90: return [height - bottom, x0, height - top, x1];
    case 180: return [width - x1, height - bottom, width - x0, height - top];
    case 270: return [top, width - x1, bottom, width - x0];
    default: return [x0, top, x1, bottom];
  }
}

/** The smallest box around boxes. */
export function around(boxes) {
  return [
    Math.min(...boxes.map(box => box[0])), Math.min(...boxes.map(box => box[1])),
    Math.max(...boxes.map(box => box[2])), Math.max(...boxes.map(box => box[3])),
  ];
}

/** The box of a word on its page. */
export function boxOf(word) {
  return [word[X0], word[TOP], word[X1], word[BOTTOM]];
}

/** Whether two boxes share anything. */
export function touch(one, other) {
  return one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];
}

/**
 * Words in the order they are read: line by line, as the page reads right.
 *
 * A word stands on the line of which it shares half a height, so that a line that runs askew stays
 * one as long as its neighbours do.
 */
export function inReadingOrder(words, page) {
  const placed = words.map(word => ({
    word, box: turnBox(boxOf(word), page.turned, page.width, page.height),
  }));
  placed.sort((one, other) => one.box[0] - other.box[0]);
  const lines = [];
  for (const one of placed) {
    const line = lines.find(({ last }) => {
      const shared = Math.min(last[3], one.box[3]) - Math.max(last[1], one.box[1]);
      return shared >= 0.5 * Math.min(last[3] - last[1], one.box[3] - one.box[1]);
    });
    if (line) {
      line.words.push(one.word);
      line.last = one.box;
    } else {
      lines.push({ words: [one.word], first: one.box, last: one.box });
    }
  }
  lines.sort((one, other) => one.first[1] + one.first[3] - other.first[1] - other.first[3]);
  return lines.flatMap(line => line.words);
}

/** What `word-picked` tells of words on a page. */
export function pick(words, page) {
  const ordered = inReadingOrder(words, page);
  return {
    page: page.number,
    line: null,
    text: ordered.map(word => word[TEXT]).join(" "),
    bbox: around(ordered.map(boxOf)),
    confidence: Math.min(...ordered.map(word => word[CONFIDENCE])),
  };
}
