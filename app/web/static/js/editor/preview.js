// What readers see before they ask for more.

const body = document.getElementById("preview-body");
const shown = document.getElementById("preview-text");
const more = document.getElementById("preview-more");

export function showPreview(value) {
  shown.textContent = value;
  if (more) more.hidden = shown.scrollHeight <= shown.clientHeight + 1;
}

more?.addEventListener("click", () => {
  body.dataset.open = "";
});
