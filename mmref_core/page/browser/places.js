// Which page an address asks for. "#page=quality" names one; any other address is a view of the search.
const PAGES = ["search", "galleries", "references", "quality", "about"];

function pageOf(hash) {
  const name = hash.startsWith("#page=") ? new URLSearchParams(hash.slice(1)).get("page") : "";
  return PAGES.includes(name) ? name : PAGES[0];
}
