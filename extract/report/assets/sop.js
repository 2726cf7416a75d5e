// A SOP's page: a value and its box on the page light up together, and lead to each other.
"use strict";
(() => {
  function pairOf(element) {
    const part = element.closest?.("[data-box], [data-value]");
    if (!part) return [];
    return [part, document.getElementById(part.dataset.box ?? part.dataset.value)];
  }

  function light(event) {
    for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
    for (const part of pairOf(event.target)) part?.classList.add("on");
  }

  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, light);

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href^='#']");
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    target.scrollIntoView({ block: "center", inline: "nearest" });
    // To the box itself, or to the link within the value, so that Enter leads back.
    (target.matches("a, [tabindex]") ? target : target.querySelector("a") ?? target).focus();
  });
})();
