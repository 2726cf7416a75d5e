// Every page: failures of requests are said, not swallowed.

const notice = document.getElementById("notice");

/** Say something that a person must not miss; an empty text takes it away. */
export function say(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

const words = JSON.parse(document.body.dataset.words);

document.addEventListener("htmx:sendError", () => say(words.offline));
document.addEventListener("htmx:timeout", () => say(words.offline));
document.addEventListener("htmx:responseError", event => {
  const { xhr } = event.detail;
  const plain = xhr.getResponseHeader("content-type")?.startsWith("text/plain");
  say(plain ? xhr.responseText.trim() : `${xhr.status} ${xhr.statusText}`);
});
document.addEventListener("htmx:afterRequest", event => {
  if (event.detail.successful) say("");
});
