// Whether faces in galleries of one's own are blurred. The server does it, unless a cookie asks for them: pictures are
// fetched by address alone. The cookie goes when the browser is closed, so that showing faces is never forgotten.
const FACES = "mmref-faces";

function showsFaces(cookies) {
  return cookies.split("; ").includes(`${FACES}=shown`);
}

function drawFaces(blurs) {
  find(".faces").hidden = !blurs;
  find(".bare").hidden = blurs;
  find(".blur").checked = !showsFaces(document.cookie);
}

// The same picture by another address, or the browser would keep the one that it has.
function withFaces(address, shown) {
  return `${address.split("?")[0]}?faces=${shown ? "shown" : "blurred"}`;
}

element.addEventListener("change", (event) => {
  if (!event.target.classList.contains("blur")) return;
  const shown = !event.target.checked;
  document.cookie = `${FACES}=${shown ? "shown" : "blurred"}; path=/; samesite=strict`;
  for (const picture of document.querySelectorAll('img[src^="/pictures/"]')) {
    picture.src = withFaces(picture.getAttribute("src"), shown);
  }
});
