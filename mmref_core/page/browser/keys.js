// The keys of the page, shown by "?" wherever no text is being typed. The browser's own dialog closes by Escape and gives
// the focus back.
const TYPING = "input, textarea, select, [contenteditable]";

function showKeys() {
  if (!find(".keys").open) find(".keys").showModal();
}

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === "?" && !modified && !event.target.closest?.(TYPING)) showKeys();
});
