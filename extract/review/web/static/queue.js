// The queue by keyboard: J and K or the arrows, Enter opens (the link has the focus), / searches.

const links = () => [...document.querySelectorAll("#queue a.sop")];

function step(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
  // Behind the last that is shown come more.
  if (!next && by > 0) document.querySelector("#queue tr.more button")?.focus();
  next?.focus();
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape" || (event.key === "ArrowDown" && event.target.matches("input"))) {
      event.preventDefault();
      links()[0]?.focus();
    }
    return;
  }
  const work = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    "/": () => document.getElementById("words").focus(),
  }[event.key];
  if (!work) return;
  event.preventDefault();
  work();
});
// More rows take the place of the button that asked for them: the first of them has the focus then.
document.addEventListener("htmx:beforeSwap", event => {
  const row = event.detail.target;
  if (!row.matches?.("tr.more")) return;
  const before = links().length;
  document.addEventListener("htmx:afterSettle", () => links()[before]?.focus(), { once: true });
});
links()[0]?.focus({ preventScroll: true });
