// The address of what is shown, and files made of it. It stands after the "#", so that it is in no server's log; the server wrote all but the
// picked picture, and reads it when somebody opens it.
const TOLD = 6000; // milliseconds that a confirmation stays
let silence = null;

function hasLink() {
  return location.hash.length > 1 && !location.hash.startsWith("#page=");
}

function isSearching() {
  return pageOf(location.hash) === PAGES[0];
}

function address() {
  const own = picked === null || picked === shown.spotlight ? "" : `&pick=${shown.pictures[picked].place}`;
  return `#${shown.link}${own}`;
}

// A new query is a step that the browser's Back button takes back; everything else renews the step we are at.
function remember(step) {
  if (!isSearching() || location.hash === address()) return;
  if (step) history.pushState(null, "", address());
  else history.replaceState(history.state, "", address());
}

window.addEventListener("popstate", () => {
  if (!isSearching() || (shown && location.hash === address())) return; // another page, or back from one
  request("select", { link: hasLink() ? location.hash.slice(1) : "" });
});

// Back on this page, the address is that of what is shown, which may have changed while another page was open.
window.addEventListener("page", (event) => {
  if (event.detail === PAGES[0] && shown && !shown.message) remember(false);
});

async function copyLink() {
  remember(false);
  const gallery = shown.link.includes("&gallery=") ? " It opens in this browser only, which has the gallery." : "";
  const whose = gallery + (shown.link.includes("&by=upload") ? " The uploaded picture is not in it." : "");
  try {
    await navigator.clipboard.writeText(location.href);
    tell(`Link copied.${whose}`);
  } catch {
    tell(`Copying is not allowed here: take the link from the address bar.${whose}`);
  }
}

// The answer is computed once more and comes back as a file, which nobody keeps.
async function exportView(button) {
  const kind = button.dataset.kind;
  tell("Making the file …");
  try {
    const answer = await fetch(`/exports/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(shownView()),
    });
    if (!answer.ok) return tell(await answer.text());
    const source = URL.createObjectURL(await answer.blob());
    make("a", { href: source, download: `person-search.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(source), TOLD);
    tell(`person-search.${kind} is downloaded.`);
  } catch {
    tell("The file could not be fetched. Is the program still running?");
  }
}

function tell(text) {
  clearTimeout(silence);
  find(".told").textContent = text;
  silence = setTimeout(() => (find(".told").textContent = ""), TOLD);
}
