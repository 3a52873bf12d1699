// The five pages are one document, of which one part is shown; the address says which, so that a page can be linked to
// and the Back button works. Nothing is loaded or lost when the page changes.
const links = findAll(".pages a");
const title = document.title;

function show() {
  const name = pageOf(location.hash);
  document.body.dataset.page = name;
  for (const link of links) {
    if (link.dataset.page === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const link = links.find((one) => one.dataset.page === name);
  document.title = name === PAGES[0] ? title : `${link.textContent} · ${title}`;
}

// Every element of any page with data-page leads there; links keep their address for "open in a new tab".
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-page]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(link.dataset.page);
});

function goTo(name) {
  if (name === pageOf(location.hash)) return;
  const bare = location.pathname + location.search; // the search adds its own address when it is shown
  history.pushState(null, "", name === PAGES[0] ? bare : `#page=${name}`);
  show();
  window.scrollTo(0, 0);
  window.dispatchEvent(new CustomEvent("page", { detail: name }));
}

window.addEventListener("popstate", show);
show();
