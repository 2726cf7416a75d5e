// The list of SOPs: filtered as one types, sorted by a column's button.
"use strict";
(() => {
  const table = document.getElementById("sops");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, row => ({ row, text: fold(row.textContent) }));
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function filter() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      const found = words.every(word => text.includes(word));
      row.hidden = !found;
      count += found;
    }
    none.hidden = count > 0;
    shown.textContent = shown.dataset.text
      .replace("{shown}", count).replace("{all}", rows.length);
  }

  function keyOf(row, index, kind) {
    const cell = row.cells[index];
    if (kind === "number") return Number(cell.textContent);
    if (kind === "rank") return Number(cell.dataset.rank);
    return cell.textContent;
  }

  function sort(heading) {
    const { kind } = heading.dataset;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map(({ row }) => [keyOf(row, heading.cellIndex, kind), row]);
    keyed.sort(([a], [b]) => {
      if (kind !== "text") return down ? b - a : a - b;
      if (!a || !b) return !a - !b; // what was not found stands last either way
      return down ? collator.compare(b, a) : collator.compare(a, b);
    });
    body.append(...keyed.map(([, row]) => row));
  }

  search.addEventListener("input", filter);
  for (const heading of table.tHead.rows[0].cells) {
    heading.querySelector("button").addEventListener("click", () => sort(heading));
  }
  if (search.value) filter(); // the browser may have kept what was typed
})();
